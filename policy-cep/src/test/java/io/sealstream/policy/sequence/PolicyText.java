package io.sealstream.policy.sequence;

import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.plan.Absence;
import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.sigma.RuleBook;
import io.sealstream.policy.sigma.SigmaDocuments;
import io.sealstream.policy.yaml.Problem;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlDocuments;
import io.sealstream.policy.yaml.YamlMap;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * A file whose first document has a {@code sequence} or an {@code absence} and whose others are
 * Sigma rules, read.
 */
public final class PolicyText {
  public final Problems problems = new Problems();
  public final FieldTable fields = new FieldTable();
  public final RuleBook book;
  public final Optional<Sequence> sequence;
  public final Optional<Absence> absence;

  public PolicyText(String text, boolean tiesInOrder) {
    List<MappingNode> documents = YamlDocuments.read("policy.yml", text, problems);
    var form = new YamlMap(documents.get(0), problems);
    book = new SigmaDocuments(documents.subList(1, documents.size()), fields, problems).ruleBook();
    sequence =
        form.find("sequence")
            .flatMap(node -> new SequenceReader(book, problems).read(node, tiesInOrder));
    absence =
        form.find("absence")
            .flatMap(node -> new AbsenceReader(book, problems).read(node, tiesInOrder));
  }

  /** The form, and after it rules a to e: rule x is hit by what has {@code r: x}. */
  public static PolicyText withRules(String form) {
    return new PolicyText(form + rules(), true);
  }

  /** Rules a to e. */
  public static String rules() {
    var text = new StringBuilder();
    for (String name : List.of("a", "b", "c", "d", "e")) {
      text.append(rule(name, "{r: " + name + "}"));
    }
    return text.toString();
  }

  /** A rule's document. */
  public static String rule(String name, String selection) {
    return """

        ---
        title: Rule %s
        name: %s
        logsource: {product: vendor, service: log}
        detection: {s: %s, condition: s}
        """
        .formatted(name, name, selection);
  }

  /** The sequence; fails with what is wrong where there is none. */
  public Sequence sequence() {
    return sequence.orElseThrow(() -> new AssertionError(problems.errors()));
  }

  /** The absence; fails with what is wrong where there is none. */
  public Absence absence() {
    return absence.orElseThrow(() -> new AssertionError(problems.errors()));
  }

  /** What is wrong, as {@code line:column message}. */
  public List<String> errors() {
    return problems.errors().stream().map(PolicyText::text).toList();
  }

  private static String text(Problem problem) {
    return problem.line() + ":" + problem.column() + " " + problem.message();
  }
}
