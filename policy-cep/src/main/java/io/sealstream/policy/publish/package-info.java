/**
 * Published policies: the signed document, who may sign, and what a reader of the policies topic
 * admits. Knows neither Kafka nor Flink.
 */
@NullMarked
package io.sealstream.policy.publish;

import org.jspecify.annotations.NullMarked;
