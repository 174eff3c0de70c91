/** Tests of this package. */
@NullMarked
package io.sealstream.evidence.format;

import org.jspecify.annotations.NullMarked;
