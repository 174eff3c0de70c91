package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.policy.CorrelationReplay.Delivered;
import io.sealstream.schemas.v1.LogSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A correlation over a list of events. */
class CorrelationReplayTest {
  private static final LogSource APP = new LogSource("app", "files", null);

  @Test
  void eventsOfOtherLogsDoNotCount() {
    assertThat(fired("event_count", true, at(1, "a", APP), at(2, "a", APP))).hasSize(1);
    var other = new LogSource("other", "files", null);
    assertThat(fired("event_count", true, at(1, "a", APP), at(2, "a", other))).isEmpty();
    assertThat(fired("event_count", true, at(1, "a", null), at(2, "a", null))).hasSize(1);
  }

  @Test
  void tiesSatisfyAnOrderIfTheyMay() {
    Delivered[] tie = {at(1, "b", APP), at(1, "a", APP)};
    assertThat(fired("temporal_ordered", true, tie)).isEqualTo(Set.of(List.of("u")));
    assertThat(fired("temporal_ordered", false, tie)).isEmpty();
  }

  @Test
  void moreThanAStateHoldsIsAnErrorAndNoAnswer() {
    var events = new ArrayList<Delivered>();
    for (int i = 0; i < 10_001; i++) {
      events.add(at(i % 60, "a", APP));
    }
    var replay = CorrelationReplay.of(file("event_count"), true);
    assertThatThrownBy(() -> replay.groupsThatFire(events))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("EVICTED");
  }

  private static Set<List<String>> fired(String type, boolean ties, Delivered... events) {
    return CorrelationReplay.of(file(type), ties).groupsThatFire(List.of(events));
  }

  private static PolicySource file(String type) {
    String condition = type.equals("event_count") ? "condition: {gte: 2}" : "";
    return new PolicySource(
        "c.yml",
        """
        title: C
        correlation: {type: %s, rules: [a, b], timespan: 1m, group-by: [u], %s}
        ---
        title: A
        name: a
        logsource: {product: app}
        detection: {s: {what: a}, condition: s}
        ---
        title: B
        name: b
        logsource: {product: app}
        detection: {s: {what: b}, condition: s}
        """
            .formatted(type, condition));
  }

  private static Delivered at(long second, String what, @Nullable LogSource source) {
    JsonNode event = JsonNodeFactory.instance.objectNode().put("what", what).put("u", "u");
    return new Delivered(Instant.ofEpochSecond(second), source, event);
  }
}
