package io.sealstream.policy;

import static io.sealstream.policy.Explanations.enveloped;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.BacktestDecision.Outcome;
import io.sealstream.policy.EventStory.Window;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.DataVolume;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** An explanation says that an event is in a violation exactly where a backtest finds one. */
class ExplanationLawsTest {
  private static final Pattern BOUND = Pattern.compile("\\b(gte?|lte?): ([0-9.]+)");

  private static final List<PolicySource> POLICIES =
      List.of(
          correlation("type: event_count, rules: [reads], timespan: 10m, condition: {gte: 3}"),
          correlation("type: event_count, rules: [reads], timespan: 10m, condition: {lt: 2}"),
          correlation(
              "type: value_count, rules: [reads, exports], timespan: 5m, condition: {gt: 1, field:"
                  + " source.ip}"),
          correlation(
              "type: event_count, rules: [reads], timespan: 10m, condition: {gt: 1, lte: 3}"),
          counted("value_count", "lte: 2, field: source.ip"),
          counted("value_sum", "gte: 40, lt: 90, field: data.bytes_out"),
          counted("value_avg", "lte: 20, field: data.bytes_out"),
          counted("value_median", "gte: 15, lte: 25, field: data.bytes_out"),
          counted("value_median", "lt: 20, field: data.bytes_out"),
          counted("value_percentile", "gt: 10, lte: 30, field: data.bytes_out, percentile: 75"),
          counted("value_percentile", "gte: 20, lte: 50, field: source.ip"),
          correlation("type: temporal_ordered, rules: [reads, exports], timespan: 4m"),
          correlation(
              "type: temporal, rules: [reads, exports], timespan: 4m, condition: reads and not"
                  + " exports"),
          new PolicySource(
              "chain.yml",
              """
              title: Many reads, then an export
              correlation: {type: temporal, rules: [many, exports], group-by: [actor.id], timespan: 10m}
              ---
              title: Many reads
              name: many
              correlation: {type: event_count, rules: [reads], group-by: [actor.id], timespan: 5m, condition: {gte: 2}}
              """
                  + Correlations.RULES),
          sequence("- {id: one, rule: reads, times: 2}\n    - {id: two, rule: exports}"),
          sequence(
              "- {id: one, rule: reads}\n    - {id: no, rule: exports, not: true}\n    - {id: two,"
                  + " rule: reads}"),
          sequence("- {id: one, rule: reads}\n    - {id: two, rule: exports, contiguity: strict}"),
          absence("after"),
          absence("before"),
          absence("either"),
          enveloped(
              "held",
              """
              exceptions: [{id: x, match: {source.ip: 192.0.2.2}, reason: r, approver: a, ticket: T-1, expires: 2027-01-01T00:00:00Z}]
              dedup: {window: 20m}
              mode: {percent-of-groups: 50}
              sequence:
                by: [actor.id]
                within: 10m
                steps:
                  - {id: one, rule: reads}
                  - {id: two, rule: exports}
              """),
          new PolicySource(
              "alone.yml",
              """
              apiVersion: policy/v1
              id: alone
              version: 1
              owner: o
              dedup: {window: 5m}
              ---
              title: An export
              logsource: {product: app}
              detection: {s: {action: export_folder}, condition: s}
              """));

  @Property(tries = 60)
  void anExplanationIsWhatABacktestDecides(@ForAll long seed) {
    var random = new Random(seed);
    List<AuditEvent> events = events(random);
    AuditEvent asked = events.get(random.nextInt(events.size()));
    for (PolicySource policy : POLICIES) {
      List<BacktestDecision> decisions = decisions(policy, events);
      for (PolicyExplanation explained : Explanations.all(List.of(policy), asked.getId(), events)) {
        Set<Outcome> outcomes =
            decisions.stream()
                .filter(each -> each.policyId().equals(explained.policy()))
                .filter(each -> each.eventIds().contains(asked.getId()))
                .map(BacktestDecision::outcome)
                .collect(Collectors.toSet());
        String expected =
            outcomes.contains(Outcome.VIOLATION)
                ? "violation"
                : outcomes.contains(Outcome.SHADOW)
                    ? "shadow"
                    : outcomes.contains(Outcome.SUPPRESSED) ? "suppressed" : "nothing";
        assertThat(
                Set.of("violation", "shadow", "suppressed").contains(explained.outcome())
                    ? explained.outcome()
                    : "nothing")
            .as("%s of %s among %s", explained, asked.getId(), told(events))
            .isEqualTo(expected);
        assertThat(explained.outcome()).isNotIn("not judged");
      }
    }
  }

  @Property(tries = 60)
  void whatIsSaidOfAWindowIsWhatDecided(@ForAll long seed) {
    var random = new Random(seed);
    List<AuditEvent> events = events(random);
    AuditEvent asked = events.get(random.nextInt(events.size()));
    for (PolicyExplanation explained : Explanations.all(POLICIES, asked.getId(), events)) {
      List<Window> windows = explained.story() == null ? List.of() : explained.story().windows();
      for (Window window : windows) {
        if (!window.type().startsWith("temporal")) {
          assertThat(window.values().stream().anyMatch(value -> isMet(window, value)))
              .as("%s of %s among %s", window, asked.getId(), told(events))
              .isEqualTo(window.satisfied());
        }
      }
    }
  }

  private static boolean isMet(Window window, String value) {
    return BOUND
        .matcher(window.condition())
        .results()
        .allMatch(
            bound -> {
              int order = new BigDecimal(value).compareTo(new BigDecimal(bound.group(2)));
              return switch (bound.group(1)) {
                case "gt" -> order > 0;
                case "gte" -> order >= 0;
                case "lt" -> order < 0;
                default -> order <= 0;
              };
            });
  }

  /** Of three actors, some behind the watermark, some delivered again. */
  private static List<AuditEvent> events(Random random) {
    var events = new ArrayList<AuditEvent>();
    long now = 0;
    int count = 5 + random.nextInt(40);
    for (int i = 0; i < count; i++) {
      now += random.nextInt(200);
      long time = now - (random.nextInt(6) == 0 ? random.nextInt(1_500) : 0);
      AuditEvent event =
          random.nextInt(3) == 0 ? Reads.export("e" + i, time) : Reads.read("e" + i, time);
      event.getActor().setId("u-" + random.nextInt(3));
      event.getSource().setIp("192.0.2." + random.nextInt(4));
      if (random.nextInt(8) > 0) { // some have no number
        event.setData(new DataVolume(0L, 10L * random.nextInt(5), null, null));
      }
      events.add(event);
      if (random.nextInt(10) == 0) {
        events.add(events.get(random.nextInt(events.size())));
      }
    }
    return events;
  }

  private static String told(List<AuditEvent> events) {
    return events.stream()
        .map(e -> e.getId() + " " + e.getAction() + " " + e.getActor().getId() + " " + e.getTime())
        .toList()
        .toString();
  }

  private static List<BacktestDecision> decisions(PolicySource policy, List<AuditEvent> events) {
    var decisions = new ArrayList<BacktestDecision>();
    try (var backtest =
        new Backtest(PolicyCompiler.compile(List.of(policy)), Explanations.TIME, decisions::add)) {
      events.forEach(backtest::add);
      backtest.end();
    }
    return decisions;
  }

  private static PolicySource correlation(String body) {
    return Correlations.of("{" + body + ", group-by: [actor.id]}");
  }

  private static PolicySource counted(String type, String condition) {
    return correlation(
        "type: %s, rules: [reads, exports], timespan: 5m, condition: {%s}"
            .formatted(type, condition));
  }

  private static PolicySource sequence(String steps) {
    return enveloped("steps", "sequence:\n  by: [actor.id]\n  within: 10m\n  steps:\n    " + steps);
  }

  private static PolicySource absence(String order) {
    return enveloped(
        "missing",
        "absence: {by: [actor.id], trigger: exports, expected: reads, order: %s, within: 3m}"
            .formatted(order));
  }
}
