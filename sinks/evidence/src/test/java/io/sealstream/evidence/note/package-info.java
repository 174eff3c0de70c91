/** Tests of this package. */
@NullMarked
package io.sealstream.evidence.note;

import org.jspecify.annotations.NullMarked;
