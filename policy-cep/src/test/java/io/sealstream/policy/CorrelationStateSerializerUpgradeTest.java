package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.policy.correlate.CorrelationState;
import io.sealstream.policy.correlate.CorrelationState.Anchor;
import io.sealstream.policy.correlate.CorrelationState.Contents;
import io.sealstream.policy.correlate.CorrelationState.Kept;
import io.sealstream.policy.plan.Hit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/**
 * What a savepoint of each released version holds is read by this one. A changed form needs a new
 * version in the snapshot and a file of its own here; {@code -Dgolden.update=true} writes the file
 * of the newest.
 */
class CorrelationStateSerializerUpgradeTest {
  private static final Path V1 =
      Path.of("src", "test", "resources", "golden", "correlation-state-v1.hex");

  private static final CorrelationKey KEY =
      new CorrelationKey("acme", new PolicyContent("p-1", "1", "0123abcd"), List.of("u-1", "ü"));
  private static final Contents CONTENTS =
      new Contents(
          List.of("u-1", "ü"),
          1_772_330_400_000L,
          List.of(
              new Kept(
                  new Hit(
                      "e-1",
                      1_772_330_400_001L,
                      "audit.events",
                      3,
                      99,
                      5,
                      List.of(List.of("u-1"), List.of(), List.of("a", "\uD83D\uDD12"))),
                  List.of(new Anchor(0, List.of("u-1")), new Anchor(1, List.of()))),
              new Kept(
                  new Hit("e-2", 1_772_330_400_002L, "audit.events", 0, 1L << 40, 1, List.of()),
                  List.of())));

  @Test
  void aKeyStaysWithTheTaskThatHasItsState() {
    assertThat(KEY.hashCode())
        .isEqualTo(Objects.hash("acme", "p-1", "1", "0123abcd", List.of("u-1", "ü")));
  }

  @Test
  void aSavepointOfVersionOneIsRead() throws Exception {
    byte[] written = write();
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(V1.getParent());
      Files.writeString(V1, HexFormat.of().formatHex(written) + "\n");
    }
    String golden = Files.readString(V1, StandardCharsets.UTF_8).strip();
    assertThat(HexFormat.of().formatHex(written)).isEqualTo(golden);

    var in = new DataInputDeserializer(HexFormat.of().parseHex(golden));
    TypeSerializerSnapshot<CorrelationState> snapshot = readSnapshot(in);
    TypeSerializer<CorrelationState> restored = snapshot.restoreSerializer();
    assertThat(restored.deserialize(in).contents()).isEqualTo(CONTENTS);
    assertThat(new CorrelationKeySerializer().deserialize(in)).isEqualTo(KEY);
    assertThat(in.available()).isZero();
    assertThat(
            new CorrelationStateSerializerSnapshot()
                .resolveSchemaCompatibility(snapshot)
                .isCompatibleAsIs())
        .isTrue();
  }

  /** Savepoints place a key's state by it. Computed by an independent program. */
  @Test
  void theHashOfAKeyIsFrozen() {
    assertThat(KEY.hashCode()).isEqualTo(-1_258_872_202);
  }

  @Test
  void aVersionOfTheFutureIsRefused() {
    assertThatThrownBy(
            () ->
                new CorrelationStateSerializerSnapshot()
                    .readSnapshot(
                        2, new DataInputDeserializer(new byte[0]), getClass().getClassLoader()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2, newest known 1");
  }

  @Test
  void aHitTravelsWhole() throws Exception {
    var keyed = new KeyedHit(KEY, CONTENTS.hits().get(0).hit());
    var serializer = new KeyedHitSerializer();
    var out = new DataOutputSerializer(64);
    serializer.serialize(keyed, out);
    var copied = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);
    assertThat(serializer.deserialize(new DataInputDeserializer(copied.getCopyOfBuffer())))
        .isEqualTo(keyed);
  }

  @Test
  void aCopyIsEqualAndAnotherObject() {
    CorrelationState state = CorrelationState.of(CONTENTS);
    CorrelationState copy = new CorrelationStateSerializer().copy(state);
    assertThat(copy).isNotSameAs(state);
    assertThat(copy.contents()).isEqualTo(CONTENTS);
  }

  private static byte[] write() throws IOException {
    var serializer = new CorrelationStateSerializer();
    var out = new DataOutputSerializer(256);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    serializer.serialize(CorrelationState.of(CONTENTS), out);
    new CorrelationKeySerializer().serialize(KEY, out);
    return out.getCopyOfBuffer();
  }

  private static TypeSerializerSnapshot<CorrelationState> readSnapshot(DataInputDeserializer in)
      throws IOException {
    return TypeSerializerSnapshot.readVersionedSnapshot(
        in, CorrelationStateSerializerUpgradeTest.class.getClassLoader());
  }
}
