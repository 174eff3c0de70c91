/** From bytes to values and back: wire format, validation, limits. */
@NullMarked
package io.sealstream.schemas.codec;

import org.jspecify.annotations.NullMarked;
