package io.sealstream.policy.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShareTest {

  @Property
  void whoIsInStaysInWhenTheShareRises(
      @ForAll @IntRange(max = 100) int lower,
      @ForAll @IntRange(max = 100) int higher,
      @ForAll String policy,
      @ForAll String tenant,
      @ForAll Map<String, String> group) {
    int less = Math.min(lower, higher);
    int more = Math.max(lower, higher);

    assertThat(!Share.includes(less, policy, tenant, group) || in(more, policy, tenant, group))
        .isTrue();
    assertThat(Share.includes(100, policy, tenant, group)).isTrue();
    assertThat(Share.includes(0, policy, tenant, group)).isFalse();
  }

  @Test
  void theShareIsAboutThatOfTheGroups() {
    long in =
        IntStream.range(0, 10_000)
            .filter(i -> in(10, "p", "acme", Map.of("actor.id", "u-" + i)))
            .count();

    assertThat(in).isBetween(850L, 1_150L);
  }

  @Test
  void policyTenantAndGroupEachCount() {
    assertThat(membership("p", "acme", "actor.id"))
        .isNotEqualTo(membership("q", "acme", "actor.id"))
        .isNotEqualTo(membership("p", "globex", "actor.id"))
        .isNotEqualTo(membership("p", "acme", "user"));
  }

  @Test
  void thePlaceOfAGroupNeverChanges() {
    assertThat(membership("p", "acme", "actor.id"))
        .as("a group that moves would be told in one release and not in the next")
        .startsWith("01101100111110100111001010110100");
  }

  private static String membership(String policy, String tenant, String name) {
    var text = new StringBuilder();
    for (int i = 0; i < 64; i++) {
      text.append(in(50, policy, tenant, Map.of(name, "u-" + i)) ? '1' : '0');
    }
    return text.toString();
  }

  private static boolean in(int percent, String policy, String tenant, Map<String, String> group) {
    return Share.includes(percent, policy, tenant, group);
  }
}
