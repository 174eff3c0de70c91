/** Tests of this package. */
@NullMarked
package io.sealstream.evidence.merkle;

import org.jspecify.annotations.NullMarked;
