package io.sealstream.policy;

import static io.sealstream.policy.Reads.export;
import static io.sealstream.policy.Reads.read;
import static io.sealstream.policy.Reads.withRoles;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the ids of violations do not depend on the order in which events come")
class CorrelateOrderTest {
  private static final int ORDERS = 25;
  private static final Map<String, String> NESTED = Map.of("many", "{gte: 2}", "few", "{lte: 2}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: event_count, rules: [reads], group-by: [actor.id], timespan: 1m, condition: {gte: 3}}",
        "{type: event_count, rules: [reads], group-by: [actor.roles], timespan: 1m, condition: {lte: 2}}",
        "{type: temporal, rules: [reads, exports], group-by: [actor.id, actor.roles], timespan: 90s}",
        "{type: temporal_ordered, rules: [exports, reads], timespan: 30s}",
        "{type: value_count, rules: [reads], timespan: 2m, condition: {field: actor.roles, gte: 3}}",
        "{type: temporal, rules: [reads, exports], timespan: 8s, condition: exports and not reads}",
        "{type: value_sum, rules: [reads], timespan: 1m, condition: {field: actor.roles, lt: 9}}",
        "{type: value_avg, rules: [reads], timespan: 1m, condition: {field: actor.roles, gt: 2.5}}",
        "{type: value_median, rules: [reads], timespan: 1m, condition: {field: actor.roles, lte: 2.5}}",
        "{type: event_count, rules: [few, exports], timespan: 40s, condition: {gte: 2}}",
      })
  void everyOrderGivesTheSameIds(String correlation) throws Exception {
    PolicySource policy = policy(correlation);
    var random = new Random(7);
    List<AuditEvent> events = events(random);
    Set<String> expected = OverARestore.ids(policy, events, OptionalLong.empty());
    assertThat(expected).hasSizeGreaterThan(2);
    for (int i = 0; i < ORDERS; i++) {
      Collections.shuffle(events, random);
      assertThat(OverARestore.ids(policy, events, OptionalLong.empty())).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: event_count, rules: [reads], group-by: [actor.id], timespan: 1m, condition: {gt: 2}}",
        "{type: value_count, rules: [reads], timespan: 2m, condition: {field: actor.roles, gte: 3}}",
        "{type: value_sum, rules: [reads, exports], timespan: 1m, condition: {field: actor.roles, gte: 9}}",
        "{type: temporal, rules: [reads, exports], group-by: [actor.roles], timespan: 90s}",
        "{type: temporal, rules: [reads, exports], timespan: 9s, condition: reads or exports}",
        "{type: temporal_ordered, rules: [exports, reads], group-by: [actor.id], timespan: 90s}",
        "{type: temporal_ordered, rules: [many, exports], group-by: [actor.id], timespan: 1m}",
        "{type: temporal_ordered, rules: [exports, many], group-by: [actor.roles], timespan: 1m}",
        "{type: value_count, rules: [many], timespan: 70s, condition: {field: actor.id, gte: 2}}",
        "{type: event_count, rules: [many, exports], timespan: 40s, condition: {gte: 3}}",
      })
  void whatFiresOnArrivalGivesTheSameIdsHoweverLateWithinTheLateness(String correlation)
      throws Exception {
    PolicySource policy = policy(correlation);
    var random = new Random(11);
    List<AuditEvent> events = events(random);
    Set<String> expected = OverARestore.ids(policy, events, OptionalLong.empty());
    assertThat(expected).hasSizeGreaterThan(2);
    for (int i = 0; i < ORDERS; i++) {
      assertThat(idsOfLate(policy, late(events, random))).isEqualTo(expected);
    }
  }

  /** The watermark is up with the newest event after each. */
  private static Set<String> idsOfLate(PolicySource policy, List<AuditEvent> events)
      throws Exception {
    var ids = new TreeSet<String>();
    try (var harness = CorrelatingHarness.open(policy)) {
      long newest = Long.MIN_VALUE;
      for (AuditEvent event : events) {
        harness.feed(event);
        newest = Math.max(newest, second(event));
        harness.watermark(newest);
      }
      for (Violation violation : harness.violations()) {
        assertThat(ids.add(violation.getId())).as("told once: %s", violation).isTrue();
      }
    }
    return ids;
  }

  /** In the order of arrival, each at most the lateness behind its time. */
  private static List<AuditEvent> late(List<AuditEvent> events, Random random) {
    var arrivals = new HashMap<AuditEvent, Long>();
    int most = (int) CorrelatingHarness.LATENESS.toSeconds();
    events.forEach(event -> arrivals.put(event, second(event) + random.nextInt(most + 1)));
    return events.stream()
        .sorted(Comparator.comparing((AuditEvent event) -> arrivals.get(event)))
        .toList();
  }

  private static long second(AuditEvent event) {
    return Duration.between(Reads.at(0), event.getTime()).toSeconds();
  }

  /** With what it may nest: {@code many}, which fires on arrival, and {@code few}, which waits. */
  private static PolicySource policy(String correlation) {
    PolicySource policy = Correlations.of(correlation);
    var nested = new StringBuilder(policy.text());
    NESTED.forEach(
        (name, condition) -> {
          if (correlation.contains(name)) {
            nested.append(
                """
                ---
                title: %s
                name: %s
                correlation:
                  type: event_count
                  rules: [reads]
                  group-by: [actor.id]
                  timespan: 1m
                  condition: %s
                """
                    .formatted(name, name, condition));
          }
        });
    return new PolicySource(policy.name(), nested.toString());
  }

  /** Forty events within eight minutes, of three actors with some of four roles. */
  private static List<AuditEvent> events(Random random) {
    var events = new ArrayList<AuditEvent>();
    for (int i = 0; i < 40; i++) {
      long second = random.nextInt(480);
      AuditEvent event = random.nextInt(4) == 0 ? export("e-" + i, second) : read("e-" + i, second);
      event.getActor().setId("u-" + random.nextInt(3));
      var roles = new ArrayList<String>();
      for (int role = 0; role < 4; role++) {
        if (random.nextInt(3) == 0) {
          roles.add(String.valueOf(1 + role));
        }
      }
      events.add(withRoles(event, roles.toArray(String[]::new)));
    }
    return events;
  }
}
