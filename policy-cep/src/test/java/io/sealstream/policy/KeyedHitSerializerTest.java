package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.plan.Hit;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class KeyedHitSerializerTest {
  private static final int PLACES = 1 << 12;

  private final KeyedHitSerializer serializer = new KeyedHitSerializer();

  @Test
  void policiesOfOnePlaceAreToldApart() throws Exception {
    PolicyContent one = new PolicyContent("p-0", "1", "ab");
    PolicyContent other = ofThePlaceOf(one);
    for (int round = 0; round < 2; round++) {
      assertThat(travelled(hit(one))).isEqualTo(hit(one));
      assertThat(travelled(hit(other))).isEqualTo(hit(other));
    }
  }

  @Test
  void keysOfOnePolicyShareItsContent() throws Exception {
    PolicyContent policy = new PolicyContent("p-0", "1", "ab");
    KeyedHit first = travelled(hit(policy));
    KeyedHit second = travelled(hit(new PolicyContent("p-0", "1", "ab")));
    assertThat(second.key().policy()).isSameAs(first.key().policy());
  }

  /** Another length of id too, so that bytes of the one before it lie behind it. */
  private static PolicyContent ofThePlaceOf(PolicyContent one) {
    for (int i = 0; ; i++) {
      var other = new PolicyContent("q-" + i, "1", "");
      if ((other.hashCode() & (PLACES - 1)) == (one.hashCode() & (PLACES - 1))) {
        return other;
      }
    }
  }

  private static KeyedHit hit(PolicyContent policy) {
    return new KeyedHit(
        new CorrelationKey("acme", policy, List.of("u-1")),
        new Hit("e-1", 5, "audit.events", 0, 7, 1, List.of(List.of("x"))));
  }

  private KeyedHit travelled(KeyedHit hit) throws IOException {
    var out = new DataOutputSerializer(64);
    serializer.serialize(hit, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }
}
