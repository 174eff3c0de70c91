/** Records to Kafka in the registry's wire format. */
@NullMarked
package io.sealstream.sinks.kafka;

import org.jspecify.annotations.NullMarked;
