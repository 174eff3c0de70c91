/** Tests of the package typeinfo. */
@NullMarked
package io.sealstream.schemas.typeinfo;

import org.jspecify.annotations.NullMarked;
