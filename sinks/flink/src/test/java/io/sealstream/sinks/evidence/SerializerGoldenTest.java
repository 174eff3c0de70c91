package io.sealstream.sinks.evidence;

import static io.sealstream.sinks.evidence.SampleRecords.P0;
import static io.sealstream.sinks.evidence.SampleRecords.P1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.EpochSeal.ReceiptRef;
import io.sealstream.evidence.format.SealedSchema;
import io.sealstream.evidence.format.TenantState;
import io.sealstream.evidence.format.UnsequencedHead;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.publish.OffsetRun;
import io.sealstream.evidence.publish.PartitionCut;
import io.sealstream.evidence.publish.PendingEpoch;
import io.sealstream.evidence.publish.SealerState;
import io.sealstream.evidence.publish.SealerStateCodec;
import io.sealstream.evidence.publish.StagedBatch;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.store.StagedObject;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.GoldenFile;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/**
 * Bytes of version 1, kept: checkpoints hold them, and the code of any later version must read
 * them. A new version gets files of its own; these are never written anew after a release.
 */
class SerializerGoldenTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final StagedObject OBJECT =
      new StagedObject(
          "events/x.avro",
          "upload-1",
          List.of("etag-1", "etag-2"),
          77,
          hash("object"),
          "7y-STANDARD");

  private static Bytes hash(String text) {
    return TreeHash.of(Bytes.utf8(text));
  }

  @Test
  void cutsOfVersionOneAreRead() throws IOException {
    var schema = new SealedSchema(7, hash("schema"), "\"string\"");
    var head =
        new UnsequencedHead(
            new BatchIdentity(new TenantId("acme"), "standard", P0.topic(), P0.partition()),
            5,
            9,
            3,
            1,
            20,
            -1,
            2,
            4,
            6,
            hash("root"),
            OBJECT.key(),
            OBJECT.sha256(),
            List.of(schema));
    var cut =
        new PartitionCut(
            P0,
            List.of(new OffsetRun(5, 7, 2), new OffsetRun(8, 9, 1)),
            List.of(new StagedBatch(head, OBJECT)),
            OptionalLong.of(1_795_000_000_123L));

    readsVersionOne(new PartitionCutSerializer(), cut, "partition-cut-v1.hex");
  }

  @Test
  void pendingEpochsOfVersionOneAreRead() throws IOException {
    var lock = new LockRequest(LockMode.COMPLIANCE, Instant.parse("2033-11-24T10:15:00Z"));
    var pending =
        new PendingEpoch(
            3,
            17,
            Bytes.utf8("{\"seal\":1}"),
            Bytes.utf8("{\"heads\":[]}"),
            List.of(OBJECT),
            List.of(new SealedSchema(7, hash("schema"), "\"string\"")),
            Bytes.utf8("{\"retention\":[]}"),
            lock,
            List.of(1_795_000_000_123L, -1L));

    readsVersionOne(new PendingEpochSerializer(), pending, "pending-epoch-v1.hex");
  }

  private static <T> void readsVersionOne(
      SimpleVersionedSerializer<T> serializer, T value, String golden) throws IOException {
    String kept = GoldenFile.expected(golden, HEX.formatHex(serializer.serialize(value)));
    byte[] bytes = HEX.parseHex(kept);

    assertThat(serializer.deserialize(1, bytes)).isEqualTo(value);
    assertThat(serializer.getVersion()).isEqualTo(1);
    assertThat(serializer.serialize(value)).isEqualTo(bytes);
    assertThatThrownBy(() -> serializer.deserialize(2, bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2, newest known 1");
  }

  @Test
  void sealerStateOfVersionOneIsRead() throws IOException {
    var state =
        new SealerState(
            4,
            new TreeMap<>(Map.of(P0, 9L, P1, 0L)),
            new TreeMap<>(Map.of(2L, hash("seal 2"), 3L, hash("seal 3"))),
            List.of(new TenantState(new TenantId("acme"), hash("salt"), 12, hash("head"))),
            new ReceiptRef(2, hash("receipt")),
            hash("policies"),
            1_795_000_000_000L);
    String kept =
        GoldenFile.expected("sealer-state-v1.hex", HEX.formatHex(SealerStateCodec.encode(state)));
    byte[] bytes = HEX.parseHex(kept);

    assertThat(SealerStateCodec.decode(bytes)).isEqualTo(state);
    assertThat(SealerStateCodec.encode(state)).isEqualTo(bytes);
    bytes[3] = 2;
    assertThatThrownBy(() -> SealerStateCodec.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("sealer state version 2, newest known 1");
  }

  @Test
  void anEventOfVersionOneIsRead() throws IOException {
    readsRecord(SampleRecords.event("acme", P1, 7), "sealable-event-v1.hex");
  }

  @Test
  void aRejectedRecordOfVersionOneIsRead() throws IOException {
    readsRecord(SampleRecords.garbage(P0, 7), "sealable-rejected-v1.hex");
  }

  private static void readsRecord(SealableRecord record, String golden) throws IOException {
    var serializer = new SealableRecordSerializer();
    var out = new DataOutputSerializer(64);
    serializer.serialize(record, out);
    String kept = GoldenFile.expected(golden, HEX.formatHex(out.getCopyOfBuffer()));
    var in = new DataInputDeserializer(HEX.parseHex(kept));

    assertThat(serializer.deserialize(in)).isEqualTo(record);
    assertThat(in.available()).isZero();
    assertThat(HEX.formatHex(out.getCopyOfBuffer())).isEqualTo(kept);
    assertThat(serializer.snapshotConfiguration().getCurrentVersion()).isEqualTo(3);
    assertThat(serializer.snapshotConfiguration().restoreSerializer())
        .isInstanceOf(SealableRecordSerializer.class);
  }
}
