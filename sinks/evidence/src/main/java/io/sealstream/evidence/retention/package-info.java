/** The operators' side of a retention table: its file, what is odd about it, bucket rules of it. */
@NullMarked
package io.sealstream.evidence.retention;

import org.jspecify.annotations.NullMarked;
