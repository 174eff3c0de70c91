package io.sealstream.evidence;

import io.sealstream.evidence.records.RecordClass;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.RecordHeader;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.TenantId;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One record as received, with what was learned from decoding it: all that an entry needs.
 *
 * @param tenant {@link TenantId#UNATTRIBUTED} for a record that could not be decoded
 * @param reason why it could not be used; null for an event
 * @param event what the event says of itself; null exactly when there is a reason
 */
public record SealableRecord(
    ReceivedRecord received,
    TenantId tenant,
    @Nullable RejectReason reason,
    @Nullable EventFacts event)
    implements Serializable {

  /**
   * The few fields of an event, or of a record of ours, that are sealed in the open.
   *
   * @param timeMillis of a decision when it was made, of a policy when its author signed it
   * @param emitterId empty for what is no event, and epoch and sequence 0
   * @param schemaSha256 hash of the RFC 8785 form of the writer's schema; zeros without a schema
   * @param schemaText that form, stored once per archive as {@code schemas/<hash>.avsc}; empty
   *     without a schema
   * @param recordClass a {@link RecordClass}, by which its retention is decided; empty where it was
   *     read from a batch object, which does not repeat what the value says
   */
  public record EventFacts(
      String id,
      long timeMillis,
      String emitterId,
      long emitterEpoch,
      long emitterSequence,
      Bytes schemaSha256,
      String schemaText,
      String recordClass)
      implements Serializable {}

  public SealableRecord {
    if ((reason == null) != (event != null)) {
      throw new IllegalArgumentException("either a reason or an event: " + received.position());
    }
  }

  /** What retention tells it apart by: a {@link RecordClass}. */
  public String recordClass() {
    return event == null ? RecordClass.NO_EVENT : event.recordClass();
  }

  /** Bytes of key, value and headers as received; characters of header names, not bytes. */
  public long payloadBytes() {
    long bytes = size(received.key()) + size(received.value());
    for (RecordHeader header : received.headers()) {
      bytes += header.name().length() + size(header.value());
    }
    return bytes;
  }

  private static long size(@Nullable Bytes bytes) {
    return bytes == null ? 0 : bytes.size();
  }
}
