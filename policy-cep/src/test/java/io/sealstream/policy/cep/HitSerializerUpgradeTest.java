package io.sealstream.policy.cep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sequence.HeldHits;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** The forms that savepoints hold: they are read for ever. */
class HitSerializerUpgradeTest {
  private static final String V1 =
      "01036531000000000000000506746f7069630000000700000000000000098000000000000001000000030000"
          + "000000000001027600000002"
          + "0102e901";
  private static final Hit HIT =
      new Hit(
          "e1",
          5,
          "topic",
          7,
          9,
          (1L << 63) | 1,
          List.of(List.of(), List.of("v"), List.of("", "\u00e9")));

  @Test
  void writesAndReadsItsForm() throws Exception {
    var out = new DataOutputSerializer(64);
    HitSerializer.INSTANCE.serialize(HIT, out);
    String written = HexFormat.of().formatHex(out.getCopyOfBuffer());
    assertThat(written).isEqualTo(V1);
    assertThat(HitSerializer.INSTANCE.deserialize(bytes(V1))).isEqualTo(HIT);
  }

  @Test
  void refusesAFormItDoesNotKnow() {
    assertThatThrownBy(() -> HitSerializer.INSTANCE.deserialize(bytes("02")))
        .isInstanceOf(IOException.class)
        .hasMessage("hit of form 2, newest known 1");
  }

  @Test
  void heldHitsAreTheirNumberAndTheHits() throws Exception {
    HeldHits held = new HeldHits();
    held.add(HIT);
    var out = new DataOutputSerializer(64);
    HeldHitsSerializer.INSTANCE.serialize(held, out);
    assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo("00000001" + V1);
    assertThat(HeldHitsSerializer.INSTANCE.deserialize(bytes("00000001" + V1)).all())
        .containsExactly(HIT);
  }

  private static DataInputDeserializer bytes(String hex) {
    return new DataInputDeserializer(HexFormat.of().parseHex(hex));
  }
}
