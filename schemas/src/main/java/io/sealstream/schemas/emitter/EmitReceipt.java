package io.sealstream.schemas.emitter;

/**
 * Says that an event is durable: every in-sync replica has it.
 *
 * @param eventId the event's id, also where the emitter made it
 * @param epoch of the emitter
 * @param seq the event's number within the epoch
 * @param topic where it lies
 */
public record EmitReceipt(
    String eventId, long epoch, long seq, String topic, int partition, long offset) {}
