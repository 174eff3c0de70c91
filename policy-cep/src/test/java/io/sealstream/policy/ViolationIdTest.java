package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.ViolationId.Bucket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ViolationIdTest {

  /** Consumers keep these ids: a change here is a break. Made by an independent program. */
  @Test
  void theEncodingIsFrozen() {
    assertThat(ViolationId.of("acme", "p-1", "1", Map.of(), "e-1"))
        .isEqualTo("a59731042f39251402a764d00b9e3301975586b58b77c819ef74256a132f2f5b");
    assertThat(ViolationId.of("acme", "p-1", "2", Map.of("user", "ü", "ip", "192.0.2.1"), "e-1"))
        .isEqualTo("3fe1a32061973e345deacf55b7d093a2e0b2720242e766f85f3fb09ef1bd202d");
  }

  /** As above. */
  @Test
  void theEncodingOfBucketsIsFrozen() {
    assertThat(ViolationId.inBucket("acme", "p-1", "1", Map.of(), Bucket.of(599_999, 600_000)))
        .isEqualTo("c65f08135813221ee601df727b9ded512a559023e30e5470fb7c33f041dc6805");
    assertThat(
            ViolationId.inBucket(
                "acme", "p-1", "2", Map.of("user", "ü", "ip", "192.0.2.1"), Bucket.of(-1, 600_000)))
        .isEqualTo("3d64ddb329371dc7d9cc1aaf918d71a9740d65db7facc0391e9d7b6eadf3de54");
  }

  @Test
  void aBucketBeginsAtAMultipleOfItsLengthAndEndsBeforeTheNext() {
    assertThat(Bucket.of(600_000, 600_000)).isEqualTo(new Bucket(600_000, 600_000));
    assertThat(Bucket.of(-600_001, 600_000)).isEqualTo(new Bucket(-1_200_000, 600_000));
    assertThat(Bucket.of(1, 600_000).endMillis()).isEqualTo(600_000);
    assertThat(Bucket.of(Long.MAX_VALUE, 600_000).endMillis()).isEqualTo(Long.MAX_VALUE);
  }

  @Property
  void differentPartsNeverGiveOneId(
      @ForAll @Size(4) List<String> one, @ForAll @Size(4) List<String> other) {
    assertThat(id(one).equals(id(other))).isEqualTo(one.equals(other));
  }

  @Test
  void textCannotMoveFromOnePartToTheNext() {
    assertThat(id(List.of("ab", "c", "d", "e"))).isNotEqualTo(id(List.of("a", "bc", "d", "e")));
    assertThat(ViolationId.of("t", "p", "1", Map.of("a", "b"), "e"))
        .isNotEqualTo(ViolationId.of("t", "p", "1", Map.of(), "ab" + "e"))
        .isNotEqualTo(ViolationId.of("t", "p", "1", Map.of("ab", ""), "e"));
  }

  @Property
  void theOrderOfTheGroupDoesNotCount(@ForAll @Size(max = 5) Map<String, String> group) {
    assertThat(ViolationId.of("t", "p", "1", new TreeMap<>(group).descendingMap(), "e"))
        .isEqualTo(ViolationId.of("t", "p", "1", group, "e"));
  }

  private static String id(List<String> parts) {
    return ViolationId.of(parts.get(0), parts.get(1), parts.get(2), Map.of(), parts.get(3));
  }
}
