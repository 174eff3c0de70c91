/**
 * Cutting epochs and publishing them: what a seal says of the offsets, in which order an epoch
 * becomes visible, and what a restart does when it meets an archive that others have written to.
 * Knows nothing of Flink or Kafka: both come in as values.
 */
@NullMarked
package io.sealstream.evidence.publish;

import org.jspecify.annotations.NullMarked;
