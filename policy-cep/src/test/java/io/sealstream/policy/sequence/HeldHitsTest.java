package io.sealstream.policy.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.plan.Hit;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldHitsTest {

  @Test
  void whatIsOlderThanTheFirstBeginningGoesAndNothingBehindIt() {
    HeldHits held = held(1, 2, 2, 3, 4);
    assertThat(held.removeOlder(2, 4)).isEqualTo(3);
    assertThat(held.all()).extracting(Hit::timeMillis).containsExactly(3L, 4L);
    assertThat(held.removeOlder(4, 3)).isEqualTo(1);
    assertThat(held.all()).extracting(Hit::timeMillis).containsExactly(4L);
    assertThat(held.removeOlder(4, Long.MAX_VALUE)).isEqualTo(1);
    assertThat(held.size()).isZero();
  }

  private static HeldHits held(long... times) {
    var held = new HeldHits();
    for (int i = 0; i < times.length; i++) {
      assertThat(held.add(new Hit("e" + i, times[i], "t", 0, i, times[i] == 3 ? 2 : 1, List.of())))
          .isTrue();
    }
    return held;
  }
}
