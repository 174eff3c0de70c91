package io.sealstream.jobs;

import io.sealstream.policy.PolicySource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Policies for the benchmark of the job. About two events in a hundred hit one; most policies over
 * single events look for what does not happen.
 */
final class JobBenchPolicies {
  private static final List<String> VERBS = List.of("Delete", "Create", "Rotate", "Disable");
  private static final List<String> ACTIONS =
      List.of("download_file", "read_record", "update_record", "call_api", "export_folder");
  private static final int KINDS = 3;
  private static final int DIGITS = 10;

  private final Log log;
  private final Overlap overlap;
  private final Random random = new Random(7);

  /** How much of what one policy over several events looks at the others look at too. */
  enum Overlap {
    /** Each looks at its own part, but for one of each kind: an event that hits, hits some five. */
    LITTLE,
    /** An event that hits, hits twenty or thirty: half a keyed hit for every event, or more. */
    MUCH
  }

  /** What events the policies are for. */
  enum Log {
    NATIVE(
        "{product: app}",
        "action",
        "actor.id",
        "source.ip",
        "outcome: DENIED",
        "action: [read_record, update_record], resource.classification: restricted, outcome: SUCCESS"),
    CLOUDTRAIL(
        "{product: aws, service: cloudtrail}",
        "eventName",
        "sourceIPAddress",
        "sourceIPAddress",
        "eventName: ConsoleLogin, errorMessage: Failed authentication",
        "eventName: CreateAccessKey");

    private final String source;
    private final String action;
    private final String group;
    private final String address;
    private final String first;
    private final String second;

    Log(String source, String action, String group, String address, String first, String second) {
      this.source = source;
      this.action = action;
      this.group = group;
      this.address = address;
      this.first = first;
      this.second = second;
    }
  }

  private JobBenchPolicies(Log log, Overlap overlap) {
    this.log = log;
    this.overlap = overlap;
  }

  /** So many over single events, at least two if any, and so many over several. */
  static List<PolicySource> of(Log log, int single, int stateful, Overlap overlap) {
    var policies = new JobBenchPolicies(log, overlap);
    var sources = new ArrayList<PolicySource>();
    for (int i = 0; i < single; i++) {
      sources.add(new PolicySource("s" + i, policies.rule("s" + i, policies.selection(i))));
    }
    for (int i = 0; i < stateful; i++) {
      sources.add(new PolicySource("b" + i, policies.pattern(i)));
    }
    return sources;
  }

  private String selection(int i) {
    String rare = VERBS.get(random.nextInt(VERBS.size())) + "Thing" + i;
    return switch (i < 2 ? i : 2 + i % 4) {
      case 0 -> log.first;
      case 1 -> log.second;
      case 2, 3 -> "%s: %s".formatted(log.action, rare);
      case 4 -> "%s: [%s, %sToo]".formatted(log.action, rare, rare);
      default -> "%s|endswith: 'Unheard%d'".formatted(log.action, i);
    };
  }

  private String rule(String id, String selection) {
    return """
        title: Rule %1$s
        id: %1$s
        name: %1$s
        level: medium
        logsource: %2$s
        detection: {s: {%3$s}, condition: s}
        """
        .formatted(id, log.source, selection);
  }

  private String pattern(int i) {
    String first = "b" + i + "-first";
    String rules = "---\n" + rule(first, narrow(i));
    if (i % KINDS == 0) {
      return """
          title: Pattern %1$d
          id: b%1$d
          correlation: {type: event_count, rules: [%2$s], group-by: [%3$s], timespan: %4$dm, condition: {gte: %5$d}}
          """
              .formatted(i, first, log.group, 10 + i, 3 + i % 4)
          + rules;
    }
    String second = "b" + i + "-second";
    return head(i) + form(i, first, second) + rules + "---\n" + rule(second, part(log.second, i));
  }

  /** All but one of each kind look at a part of what the first sees, as different policies do. */
  private String narrow(int i) {
    if (i < KINDS) {
      return log.first;
    }
    return switch (log) {
      case NATIVE ->
          "%s, action: %s".formatted(part(log.first, i), ACTIONS.get(i % ACTIONS.size()));
      case CLOUDTRAIL -> addressed(log.first, i);
    };
  }

  private String part(String selection, int i) {
    return overlap == Overlap.MUCH || i < KINDS ? selection : addressed(selection, i);
  }

  private String addressed(String selection, int i) {
    return "%s, %s|endswith: '%d'".formatted(selection, log.address, i % DIGITS);
  }

  private String head(int i) {
    return """
        apiVersion: policy/v1
        title: Pattern %1$d
        id: b%1$d
        version: 1
        mode: enforce
        severity: low
        owner: bench
        tests:
          - {name: nothing, events: [{event: {action: unheard_of}}], expect: {violations: 0}}
        """
        .formatted(i);
  }

  private String form(int i, String first, String second) {
    if (i % KINDS == 1) {
      return """
          sequence:
            by: [%s]
            within: %dm
            steps:
              - {id: first, rule: %s}
              - {id: no_other, not: true, rule: %s}
              - {id: then, rule: %s}
          """
          .formatted(log.group, 10 + i, first, first, second);
    }
    return """
        absence:
          by: [%s]
          trigger: %s
          expected: %s
          within: %dm
        """
        .formatted(log.group, first, second, 10 + i);
  }
}
