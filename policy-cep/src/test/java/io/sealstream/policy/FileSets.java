package io.sealstream.policy;

import io.sealstream.schemas.v1.AuditEvent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets of files with correlations, for tests. */
final class FileSets {
  static final String READ_ID = "4f1c2d3e-0000-4000-8000-000000000001";
  static final PolicySource READ = rule("read.yml", "reads", READ_ID, "read_record");
  static final PolicySource EXPORT =
      rule("export.yml", "exports", "4f1c2d3e-0000-4000-8000-000000000002", "export_folder");
  static final PolicySource MANY_READS = correlation("many.yml", "many", "reads", 2);
  static final PolicySource THEN_EXPORT =
      new PolicySource(
          "then.yml",
          """
          title: Many reads, then an export
          correlation: {type: temporal_ordered, rules: [many, exports], group-by: [actor.id], timespan: 10m}
          """);
  static final String FILTER =
      """
      title: Not the backup
      logsource: {}
      filter: {rules: [reads], s: {actor.id: u-1}, condition: not s}
      """;

  private FileSets() {}

  static PolicySource rule(String file, String name, @Nullable String id, String action) {
    return new PolicySource(
        file,
        """
        title: A rule
        name: %s
        %slogsource: {product: app, service: files}
        detection: {s: {action: %s}, condition: s}
        """
            .formatted(name, id == null ? "" : "id: " + id + "\n", action));
  }

  static String export(String name) {
    return rule("any.yml", name, null, "export_folder").text();
  }

  static PolicySource correlation(String file, String name, String of, int atLeast) {
    return new PolicySource(
        file,
        """
        title: Many
        name: %s
        correlation: {type: event_count, rules: [%s], group-by: [actor.id], timespan: 10m, condition: {gte: %d}}
        """
            .formatted(name, of, atLeast));
  }

  static PolicySource enveloped(String lines) {
    return new PolicySource(
        "p.yml",
        """
        apiVersion: policy/v1
        id: p-1
        version: 1
        owner: team
        %s---
        """
                .formatted(lines)
            + rule("any.yml", "reads", null, "read_record").text());
  }

  static String hash(String id, PolicySource... sources) {
    return PolicyCompiler.compile(Arrays.asList(sources)).identities().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow()
        .contentHash();
  }

  /** How often a policy finds something in three reads and an export. */
  static int fired(String id, PolicySource... sources) {
    Set<String> found = new HashSet<>();
    try (var backtest =
        new Backtest(
            PolicyCompiler.compile(Arrays.asList(sources)),
            BacktestTime.AT_THE_END,
            made -> {
              if (made.policyId().equals(id)
                  && made.outcome() != BacktestDecision.Outcome.SUPPRESSED) {
                found.add(made.id());
              }
            })) {
      for (AuditEvent event :
          List.of(
              Reads.read("e-0", 0),
              Reads.read("e-1", 1),
              Reads.read("e-2", 2),
              Reads.export("e-3", 3))) {
        backtest.add(event);
      }
      backtest.end();
    }
    return found.size();
  }

  static List<String> errors(PolicySource... sources) {
    return PolicyCompiler.examine(Arrays.asList(sources)).errors().stream()
        .map(PolicyProblem::toString)
        .toList();
  }
}
