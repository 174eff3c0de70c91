/** Tests of the Kafka sinks before a real broker. */
@NullMarked
package io.sealstream.sinks.kafka;

import org.jspecify.annotations.NullMarked;
