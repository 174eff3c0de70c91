/** Tests of the package registry. */
@NullMarked
package io.sealstream.schemas.registry;

import org.jspecify.annotations.NullMarked;
