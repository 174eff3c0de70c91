package io.sealstream.policy;

import static io.sealstream.policy.Reads.export;
import static io.sealstream.policy.Reads.read;
import static io.sealstream.policy.Reads.withRoles;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.v1.AuditEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the ids of violations do not depend on the order in which events come")
class CorrelateOrderTest {
  private static final int ORDERS = 25;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: event_count, rules: [reads], group-by: [actor.id], timespan: 1m, condition: {gte: 3}}",
        "{type: event_count, rules: [reads], group-by: [actor.roles], timespan: 1m, condition: {lte: 2}}",
        "{type: temporal, rules: [reads, exports], group-by: [actor.id, actor.roles], timespan: 90s}",
        "{type: temporal_ordered, rules: [exports, reads], timespan: 30s}",
        "{type: value_count, rules: [reads], timespan: 2m, condition: {field: actor.roles, gte: 3}}",
        "{type: temporal, rules: [reads, exports], timespan: 8s, condition: exports and not reads}"
      })
  void everyOrderGivesTheSameIds(String correlation) throws Exception {
    PolicySource policy = Correlations.of(correlation);
    var random = new Random(7);
    List<AuditEvent> events = events(random);
    Set<String> expected = OverARestore.ids(policy, events, OptionalLong.empty());
    assertThat(expected).hasSizeGreaterThan(2);
    for (int i = 0; i < ORDERS; i++) {
      Collections.shuffle(events, random);
      assertThat(OverARestore.ids(policy, events, OptionalLong.empty())).isEqualTo(expected);
    }
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
          roles.add("r-" + role);
        }
      }
      events.add(withRoles(event, roles.toArray(String[]::new)));
    }
    return events;
  }
}
