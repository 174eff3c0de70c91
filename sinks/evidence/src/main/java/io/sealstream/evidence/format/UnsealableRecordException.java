package io.sealstream.evidence.format;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.schemas.ReceivedRecord;

/**
 * A record that cannot be sealed: its row would exceed what a verifier reads. Nothing of it was
 * written. The message says which record, how large it is and what to do; it holds no payload.
 */
public final class UnsealableRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsealableRecordException(SealableRecord record) {
    super(describe(record.received(), record.payloadBytes()));
  }

  private static String describe(ReceivedRecord received, long payloadBytes) {
    return ("%s-%d, offset %d, has %d bytes of key, value and headers, and %d headers: a row of at"
            + " most %d bytes and %d headers can be sealed. Copy the partition's records from the"
            + " last seal's end up to this one elsewhere, delete them with kafka-delete-records.sh"
            + " (offset %d), and start the job again: the seal names them lost. Then bound"
            + " producers: compression.type=uncompressed on the topic makes its max.message.bytes"
            + " count uncompressed bytes")
        .formatted(
            received.topic(),
            received.partition(),
            received.offset(),
            payloadBytes,
            received.headers().size(),
            BatchLimits.MAX_ROW_BYTES,
            BatchLimits.MAX_HEADERS,
            received.offset() + 1);
  }
}
