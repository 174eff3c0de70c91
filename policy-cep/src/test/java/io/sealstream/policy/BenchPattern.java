package io.sealstream.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * A policy over several events, for benchmarks. Every kind looks at denials, and at changes and
 * readings of restricted records: two events in a hundred.
 *
 * @param action of the denials; empty for all
 * @param count how many denials a correlation wants
 */
record BenchPattern(String id, Kind kind, String action, int count, int minutes) {
  private static final List<String> ACTIONS =
      List.of("download_file", "read_record", "update_record", "call_api", "export_folder");
  private static final String HEAD =
      """
      apiVersion: policy/v1
      title: Pattern %1$s
      id: %1$s
      version: 1
      mode: enforce
      severity: low
      owner: bench
      tests:
        - {name: nothing, events: [{event: {action: call_api, outcome: SUCCESS}}], expect: {violations: 0}}
      """;
  private static final String DENIED =
      """
      ---
      title: A denial
      id: %1$s-denied
      name: denied
      logsource: {product: app}
      detection: {s: {outcome: DENIED%2$s}, condition: s}
      """;
  private static final String RESTRICTED =
      """
      ---
      title: A restricted record
      id: %1$s-restricted
      name: restricted
      logsource: {product: app}
      detection: {s: {action: [read_record, update_record], resource.classification: restricted, outcome: SUCCESS}, condition: s}
      """;

  /** What it looks for, by person. */
  enum Kind {
    /** So many denials in a time span. */
    COUNT,
    /** A denial, then a restricted record, and no other denial between them. */
    SEQUENCE,
    /** A denial after which the person touches no restricted record. */
    ABSENCE
  }

  /** A third of each kind, the same every time. */
  static List<BenchPattern> of(int patterns) {
    var all = new ArrayList<BenchPattern>();
    for (int i = 0; i < patterns; i++) {
      Kind kind = Kind.values()[i % Kind.values().length];
      String action = i < Kind.values().length ? "" : ACTIONS.get(i % ACTIONS.size());
      all.add(new BenchPattern("b" + i, kind, action, 2 + i % 4, 30 + 5 * i));
    }
    return all;
  }

  static List<PolicySource> sources(List<BenchPattern> patterns) {
    return patterns.stream().map(BenchPattern::source).toList();
  }

  private PolicySource source() {
    String denials = action.isEmpty() ? "" : ", action: " + action;
    String restricted = kind == Kind.COUNT ? "" : RESTRICTED.formatted(id);
    return new PolicySource(id, text() + DENIED.formatted(id, denials) + restricted);
  }

  private String text() {
    return switch (kind) {
      case COUNT ->
          """
          title: Denials %1$s
          id: %1$s
          correlation: {type: event_count, rules: [denied], group-by: [actor.id], timespan: %2$dm, condition: {gte: %3$d}}
          """
              .formatted(id, minutes, count);
      case SEQUENCE ->
          HEAD.formatted(id)
              + """
              sequence:
                by: [actor.id]
                within: %dm
                steps:
                  - {id: first, rule: denied}
                  - {id: no_other, not: true, rule: denied}
                  - {id: then, rule: restricted}
              """
                  .formatted(minutes);
      case ABSENCE ->
          HEAD.formatted(id)
              + """
              absence:
                by: [actor.id]
                trigger: denied
                expected: restricted
                within: %dm
              """
                  .formatted(minutes);
    };
  }
}
