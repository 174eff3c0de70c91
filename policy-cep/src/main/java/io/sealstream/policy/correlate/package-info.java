/**
 * Finds the anchors of correlations among the hits of single-event rules, whatever order they come
 * in, with bounded state. Plain Java without Flink: an operator holds one {@link
 * io.sealstream.policy.correlate.CorrelationState} per key and calls a {@link
 * io.sealstream.policy.correlate.Correlator} on its task thread.
 */
@NullMarked
package io.sealstream.policy.correlate;

import org.jspecify.annotations.NullMarked;
