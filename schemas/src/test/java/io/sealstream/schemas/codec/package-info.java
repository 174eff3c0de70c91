/** Tests of the package codec. */
@NullMarked
package io.sealstream.schemas.codec;

import org.jspecify.annotations.NullMarked;
