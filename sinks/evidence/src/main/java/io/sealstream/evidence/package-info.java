/**
 * The evidence format: entries, batches, heads, seals, the seal log and its notes. Knows nothing of
 * Flink.
 */
@NullMarked
package io.sealstream.evidence;

import org.jspecify.annotations.NullMarked;
