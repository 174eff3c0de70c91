package io.sealstream.policy.sequence;

import io.sealstream.policy.plan.Absence;
import io.sealstream.policy.plan.Absence.Order;
import io.sealstream.policy.plan.Grouping;
import io.sealstream.policy.sigma.RuleBook;
import io.sealstream.policy.yaml.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the value of {@code absence}. Reports every problem it finds, then gives nothing. */
public final class AbsenceReader {
  private static final List<String> KEYS = List.of("by", "trigger", "expected", "order", "within");
  private static final Map<String, Order> ORDERS =
      Map.of("after", Order.AFTER, "before", Order.BEFORE, "either", Order.EITHER);

  private final RuleBook book;
  private final Problems problems;

  /**
   * For the absence of one file.
   *
   * @param book the rules of that file; gets the slots that the plan needs
   */
  public AbsenceReader(RuleBook book, Problems problems) {
    this.book = book;
    this.problems = problems;
  }

  /**
   * The plan; nothing where an error was reported.
   *
   * @param tiesInOrder whether an expected event of equal time counts
   */
  public Optional<Absence> read(Node node, boolean tiesInOrder) {
    int before = problems.errors().size();
    BookSize.check(book, node, problems);
    Optional<Entries> map = Entries.of(node, "the absence", KEYS, problems);
    if (map.isEmpty()) {
      return Optional.empty();
    }
    Entries entries = map.get();
    var references = new RuleReferences(book, problems);
    long trigger = entries.required("trigger").map(references::rules).orElse(0L);
    long expected = entries.required("expected").map(references::rules).orElse(0L);
    Order order = entries.word("order", ORDERS, Order.AFTER);
    long within = entries.span("within");
    Grouping grouping = new GroupingReader(book, problems).read(entries, trigger | expected);
    return problems.errors().size() > before
        ? Optional.empty()
        : Optional.of(new Absence(grouping, trigger, expected, order, within, tiesInOrder));
  }
}
