/**
 * The evidence sink: Kafka records become signed, complete batches in the archive, one epoch per
 * checkpoint barrier.
 */
@NullMarked
package io.sealstream.sinks.evidence;

import org.jspecify.annotations.NullMarked;
