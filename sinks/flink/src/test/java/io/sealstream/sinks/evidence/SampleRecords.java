package io.sealstream.sinks.evidence;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.SealableRecord.EventFacts;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.publish.PartitionId;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RecordHeader;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.TenantId;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Records as the classifier hands them on. */
final class SampleRecords {
  static final String TOPIC = "audit.events";
  static final PartitionId P0 = new PartitionId(TOPIC, 0);
  static final PartitionId P1 = new PartitionId(TOPIC, 1);
  static final PartitionId P2 = new PartitionId(TOPIC, 2);
  private static final long NOW_MILLIS = 1_795_000_000_000L;

  private SampleRecords() {}

  /** Undecodable records of offsets {@code [from, to)}: a verifier can try them again. */
  static List<SealableRecord> garbage(PartitionId partition, long from, long to) {
    return LongStream.range(from, to).mapToObj(offset -> garbage(partition, offset)).toList();
  }

  static SealableRecord garbage(PartitionId partition, long offset) {
    return new SealableRecord(
        received(partition, offset, null, Bytes.utf8("garbage " + offset)),
        TenantId.UNATTRIBUTED,
        RejectReason.BAD_MAGIC,
        null);
  }

  /** A record too large for the decoder, with a value of zeros. */
  static SealableRecord large(PartitionId partition, long offset, int size) {
    return new SealableRecord(
        received(partition, offset, null, Bytes.wrap(new byte[size])),
        TenantId.UNATTRIBUTED,
        RejectReason.TOO_LARGE,
        null);
  }

  /** An event of this tenant; its bytes are none that a decoder would take. */
  static SealableRecord event(String tenant, PartitionId partition, long offset) {
    var facts =
        new EventFacts(
            "evt-" + offset,
            NOW_MILLIS - 5,
            tenant + "-emitter",
            2,
            offset,
            TreeHash.of(Bytes.utf8("schema")),
            "\"string\"",
            "DATA");
    return new SealableRecord(
        received(partition, offset, Bytes.utf8("key"), Bytes.utf8("value " + offset)),
        new TenantId(tenant),
        null,
        facts);
  }

  private static ReceivedRecord received(
      PartitionId partition, long offset, @Nullable Bytes key, @Nullable Bytes value) {
    return new ReceivedRecord(
        partition.topic(),
        partition.partition(),
        offset,
        3,
        NOW_MILLIS + offset,
        TimestampKind.LOG_APPEND_TIME,
        key,
        value,
        List.of(new RecordHeader("trace", null)));
  }
}
