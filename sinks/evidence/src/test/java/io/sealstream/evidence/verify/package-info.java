/** Tests of this package. */
@NullMarked
package io.sealstream.evidence.verify;

import org.jspecify.annotations.NullMarked;
