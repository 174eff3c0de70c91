package io.sealstream.evidence.format;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import org.jspecify.annotations.Nullable;

/**
 * What is sealed of one record: a leaf of its batch's tree. {@link EntryCodec} has its bytes.
 *
 * @param reasonCode 0 for an event, otherwise why the record could not be used
 * @param schemaSha256 zeros where there is a reason
 * @param keyReference names the key that the stored bytes are encrypted under; empty for plaintext
 * @param keyPresent whether the Kafka key was there at all: null and empty are different
 */
public record Entry(
    BatchIdentity batch,
    long offset,
    int leaderEpoch,
    long timestampMillis,
    TimestampKind timestampKind,
    int reasonCode,
    String eventId,
    long eventTimeMillis,
    String emitterId,
    long emitterEpoch,
    long emitterSequence,
    Bytes schemaSha256,
    String keyReference,
    boolean keyPresent,
    boolean valuePresent,
    Bytes valueCommitment,
    Bytes keyCommitment,
    Bytes headersCommitment) {

  private static final SealableRecord.EventFacts NO_EVENT =
      new SealableRecord.EventFacts("", 0, "", 0, 0, TreeHash.ZERO, "", "");

  /** The entry of a record in a batch, committed to with these salts. */
  public static Entry of(BatchIdentity batch, SealableRecord record, Salts salts) {
    ReceivedRecord received = record.received();
    SealableRecord.EventFacts event = record.event() == null ? NO_EVENT : record.event();
    return new Entry(
        batch,
        received.offset(),
        received.leaderEpoch(),
        received.timestampMillis(),
        received.timestampKind(),
        record.reason() == null ? 0 : record.reason().code(),
        event.id(),
        event.timeMillis(),
        event.emitterId(),
        event.emitterEpoch(),
        event.emitterSequence(),
        event.schemaSha256(),
        "",
        received.key() != null,
        received.value() != null,
        TreeHash.commitment(salts.value(), orEmpty(received.value())),
        TreeHash.commitment(salts.key(), orEmpty(received.key())),
        TreeHash.commitment(salts.headers(), EntryCodec.headers(received.headers())));
  }

  /** The leaf hash. */
  public Bytes leaf() {
    return TreeHash.leaf(EntryCodec.encode(this));
  }

  private static Bytes orEmpty(@Nullable Bytes bytes) {
    return bytes == null ? Bytes.EMPTY : bytes;
  }
}
