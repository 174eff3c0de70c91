/** Tests of the package of the same name. */
@NullMarked
package io.sealstream.schemas.emitter;

import org.jspecify.annotations.NullMarked;
