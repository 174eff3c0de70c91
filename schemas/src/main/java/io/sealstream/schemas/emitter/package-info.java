/**
 * The library with which an application puts its audit events on Kafka, durably and with a sequence
 * that makes loss before Kafka visible.
 */
@NullMarked
package io.sealstream.schemas.emitter;

import org.jspecify.annotations.NullMarked;
