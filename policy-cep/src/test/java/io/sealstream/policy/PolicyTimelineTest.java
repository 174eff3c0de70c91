package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.PolicyTimeline.Slice;
import io.sealstream.policy.event.FieldTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("an event is judged by the highest version that had begun when it happened")
class PolicyTimelineTest {
  private static final int REACH = 3;

  /** A policy's version; of the base where {@code version} is 0. */
  private record Published(String id, int version, int from, boolean disabled) {
    boolean hasBegun(long second) {
      return version == 0 || from <= second;
    }

    String name() {
      return id + "@" + (version == 0 ? 999 : version);
    }
  }

  private static PolicySource source(Published policy) {
    boolean correlates = policy.id().startsWith("c");
    String text =
        """
        apiVersion: policy/v1
        id: %s
        version: %d
        owner: o
        mode: %s
        ---
        title: A read
        name: reads
        logsource: {product: app}
        detection: {s: {action: read_record}, condition: s}
        """
            .formatted(
                policy.id(),
                policy.version() == 0 ? 999 : policy.version(),
                policy.disabled() ? "disabled" : "shadow");
    String many =
        """
        ---
        title: Reads
        correlation: {type: event_count, rules: [reads], group-by: [actor.id], timespan: %ds, condition: {gte: 2}}
        """
            .formatted(REACH);
    PolicyRelease release =
        policy.version() == 0
            ? null
            : new PolicyRelease(String.valueOf(policy.version()), Reads.at(policy.from()));
    return new PolicySource(policy.id(), policy.name(), correlates ? text + many : text, release);
  }

  private static PolicyTimeline timeline(List<Published> policies) {
    var fields = new FieldTable();
    List<PolicySource> base =
        policies.stream().filter(p -> p.version() == 0).map(PolicyTimelineTest::source).toList();
    var timeline = new PolicyTimeline(PolicyCompiler.compile(base, fields), fields);
    for (Published policy : policies) {
      if (policy.version() > 0) {
        timeline.add(PolicyCompiler.compile(List.of(source(policy)), fields), policy.version());
      }
    }
    return timeline;
  }

  /** Which versions see an event: those that only complete marked so. */
  private static Set<String> judging(PolicyTimeline timeline, long second) {
    var event = Reads.read("e", second);
    Slice slice = timeline.at(event.getTime().toEpochMilli());
    var outcome = slice.policies().evaluate(event);
    var judging = new TreeSet<String>();
    outcome.findings().forEach(finding -> judging.add(finding.policy().identity().toString()));
    outcome
        .memberHits()
        .forEach(hit -> judging.add(hit.policy().identity() + (hit.rules() < 0 ? " carried" : "")));
    return judging;
  }

  /** The same with nothing but the rule, for each version on its own. */
  private static Set<String> naive(List<Published> policies, long second) {
    return policies.stream()
        .filter(policy -> !policy.disabled())
        .flatMap(
            policy -> {
              if (governing(policies, policy.id(), second).equals(Optional.of(policy))) {
                return Optional.of(policy.name()).stream();
              }
              boolean completes = false;
              for (long end = second - REACH + 1; end <= second; end++) {
                completes |= policy.id().startsWith("c") && endsAt(policies, policy, end);
              }
              return completes ? Optional.of(policy.name() + " carried").stream() : null;
            })
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether it governs the second before, and not this one. */
  private static boolean endsAt(List<Published> policies, Published policy, long second) {
    return governing(policies, policy.id(), second - 1).equals(Optional.of(policy))
        && !governing(policies, policy.id(), second).equals(Optional.of(policy));
  }

  private static Optional<Published> governing(List<Published> policies, String id, long second) {
    return policies.stream()
        .filter(policy -> policy.id().equals(id) && policy.hasBegun(second))
        .max((one, other) -> Integer.compare(one.version(), other.version()));
  }

  @Provide
  Arbitrary<List<Published>> policies() {
    return Combinators.combine(
            Arbitraries.of("s1", "c1", "c2"),
            Arbitraries.integers().between(0, 4),
            Arbitraries.integers().between(0, 12),
            Arbitraries.of(true, false, false))
        .as(Published::new)
        .list()
        .uniqueElements(Published::name)
        .ofMaxSize(9);
  }

  @Property(tries = 200)
  void theSameAsTheRuleSays(
      @ForAll("policies") List<Published> policies,
      @ForAll @Size(40) List<@IntRange(min = -4, max = 20) Integer> seconds) {
    var timeline = timeline(policies);
    for (int second : seconds) {
      assertThat(judging(timeline, second))
          .as("at %d of %s", second, policies)
          .isEqualTo(naive(policies, second));
    }
  }

  @Property(tries = 100)
  void whatIsAddedLaterCountsAsIfItHadAlwaysBeenThere(
      @ForAll("policies") List<Published> policies,
      @ForAll @IntRange(min = -4, max = 20) int second) {
    var fields = new FieldTable();
    var timeline = new PolicyTimeline(PolicyCompiler.compile(List.of(), fields), fields);
    var published = new ArrayList<Published>();
    for (Published policy : policies) {
      if (policy.version() > 0) {
        published.add(policy);
        timeline.add(PolicyCompiler.compile(List.of(source(policy)), fields), policy.version());
        assertThat(judging(timeline, second)).isEqualTo(naive(published, second));
      }
    }
  }

  @Test
  void aSliceIsKeptUntilSomethingChanges() {
    var timeline =
        timeline(List.of(new Published("s1", 1, 0, false), new Published("s1", 2, 10, false)));
    Slice first = timeline.at(millis(5));
    assertThat(timeline.at(millis(9))).isSameAs(first);
    assertThat(timeline.at(millis(10))).isNotSameAs(first);
    assertThat(timeline.at(millis(0))).as("found again").isSameAs(first);
    assertThat(first.from()).isEqualTo(millis(0));
    assertThat(first.until()).isEqualTo(millis(10));
  }

  @Test
  void ofManySlicesTheLastUsedAreKept() {
    var policies = new ArrayList<Published>();
    for (int version = 1; version <= 12; version++) {
      policies.add(new Published("s1", version, version, false));
    }
    var timeline = timeline(policies);
    Slice first = timeline.at(millis(1));
    for (int second = 2; second <= 8; second++) {
      timeline.at(millis(second));
    }
    assertThat(timeline.at(millis(1))).as("the eighth back").isSameAs(first);
    timeline.at(millis(9));
    assertThat(timeline.at(millis(1))).as("used since").isSameAs(first);
    for (int second = 2; second <= 9; second++) {
      timeline.at(millis(second));
    }
    assertThat(timeline.at(millis(1))).as("not used since").isNotSameAs(first);
  }

  @Test
  @DisplayName("a base policy that is published as it is has not ended")
  void publishingTheBaseChangesNothing() {
    var base = Correlations.readsAlone(2);
    var fields = new FieldTable();
    var timeline = new PolicyTimeline(PolicyCompiler.compile(List.of(base), fields), fields);
    var released =
        new PolicySource(
            base.name(), base.place(), base.text(), new PolicyRelease("1", Reads.at(100)));
    timeline.add(PolicyCompiler.compile(List.of(released), fields), 1);

    String id = Correlations.ID + "@1";
    assertThat(judging(timeline, 50)).containsExactly(id);
    assertThat(judging(timeline, 150)).containsExactly(id);
  }

  private static long millis(long second) {
    Instant time = Reads.at(second);
    return time.toEpochMilli();
  }
}
