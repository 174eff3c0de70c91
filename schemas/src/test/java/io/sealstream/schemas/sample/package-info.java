/** Tests of the package of the same name. */
@NullMarked
package io.sealstream.schemas.sample;

import org.jspecify.annotations.NullMarked;
