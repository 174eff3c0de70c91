package io.sealstream.policy.sequence;

import io.sealstream.policy.plan.Sequence.Comparison;
import io.sealstream.policy.plan.Sequence.Contiguity;
import io.sealstream.policy.plan.Sequence.Link;
import io.sealstream.policy.plan.Sequence.Loop;
import io.sealstream.policy.plan.Sequence.Of;
import io.sealstream.policy.plan.Sequence.Operator;
import io.sealstream.policy.plan.Sequence.Step;
import io.sealstream.policy.sigma.RuleBook;
import io.sealstream.policy.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads one step by itself; {@link StepChecks} looks at what its parts mean together. */
final class StepReader {
  static final List<String> KEYS =
      List.of(
          "id",
          "rule",
          "not",
          "times",
          "optional",
          "greedy",
          "consecutive",
          "allow-combinations",
          "until",
          "contiguity",
          "where");

  /** Each time is a state of the automaton; for more there is {@code event_count}. */
  static final int MOST_TIMES = 256;

  private static final List<String> WHERE_KEYS = List.of("field", "op", "step", "of", "to");
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern TIMES = Pattern.compile("([0-9]{1,9})(?:(\\.\\.)([0-9]{1,9})?)?");
  private static final Map<String, Contiguity> CONTIGUITIES =
      Map.of(
          "strict", Contiguity.STRICT,
          "relaxed", Contiguity.RELAXED,
          "non-deterministic", Contiguity.NON_DETERMINISTIC);
  private static final Map<String, Operator> OPERATORS = words(Operator.values());
  private static final Map<String, Of> OFS = words(Of.values());

  private final RuleBook book;
  private final Problems problems;
  private final RuleReferences references;

  StepReader(RuleBook book, Problems problems) {
    this.book = book;
    this.problems = problems;
    this.references = new RuleReferences(book, problems);
  }

  private static <E extends Enum<E>> Map<String, E> words(E[] values) {
    return Stream.of(values)
        .collect(Collectors.toMap(e -> e.name().toLowerCase(Locale.ROOT), Function.identity()));
  }

  StatedStep read(Entries entries) {
    entries.required("id");
    String id = entries.text("id").orElse("");
    if (!id.isEmpty() && !ID.matcher(id).matches()) {
      problems.error(
          entries.find("id").orElse(entries.node()),
          "the id of a step must be a lower-case letter, then such letters, digits and _");
    }
    long rules = entries.required("rule").map(references::rules).orElse(0L);
    var link =
        new Link(
            entries.word("contiguity", CONTIGUITIES, Contiguity.RELAXED),
            entries.flag("not"),
            entries.flag("optional"));
    return new StatedStep(new Step(id, rules, link, loop(entries), where(entries)), entries);
  }

  private Loop loop(Entries entries) {
    Loop times = entries.find("times").map(this::times).orElse(Loop.ONCE);
    boolean consecutive = entries.flag("consecutive");
    boolean combinations = entries.flag("allow-combinations");
    if (consecutive && combinations) {
      problems.error(
          entries.find("allow-combinations").orElse(entries.node()),
          "a step is either consecutive or allows combinations");
    }
    Contiguity inner =
        consecutive
            ? Contiguity.STRICT
            : combinations ? Contiguity.NON_DETERMINISTIC : Contiguity.RELAXED;
    long until = entries.find("until").map(references::rules).orElse(0L);
    return new Loop(times.least(), times.most(), inner, entries.flag("greedy"), until);
  }

  private Loop times(Node node) {
    Matcher matcher = TIMES.matcher(node instanceof ScalarNode scalar ? scalar.getValue() : "");
    if (matcher.matches()) {
      int least = Integer.parseInt(matcher.group(1));
      boolean range = matcher.group(2) != null;
      String end = matcher.group(3);
      int most = end != null ? Integer.parseInt(end) : range ? Loop.UNBOUNDED : least;
      boolean few = least <= MOST_TIMES && (most <= MOST_TIMES || most == Loop.UNBOUNDED);
      if (least >= 1 && least <= most && few) {
        return new Loop(least, most, Contiguity.RELAXED, false, 0);
      }
    }
    problems.error(
        node,
        "times must be n, n.. or n..m with numbers from 1 to "
            + MOST_TIMES
            + ", the lower first (for none at all there is optional, for more event_count)");
    return Loop.ONCE;
  }

  private List<Comparison> where(Entries step) {
    var comparisons = new ArrayList<Comparison>();
    Optional<Node> value = step.find("where");
    if (value.isEmpty()) {
      return comparisons;
    }
    if (!(value.get() instanceof SequenceNode list)) {
      problems.error(value.get(), "where must be a list of comparisons");
      return comparisons;
    }
    for (Node node : list.getValue()) {
      Entries.of(node, "a comparison", WHERE_KEYS, problems)
          .ifPresent(entries -> comparisons.add(comparison(entries)));
    }
    return comparisons;
  }

  private Comparison comparison(Entries entries) {
    entries.required("field");
    entries.required("op");
    entries.required("step");
    String field = entries.text("field").orElse("");
    return new Comparison(
        book.slot(field),
        entries.word("op", OPERATORS, Operator.EQ),
        entries.text("step").orElse(""),
        entries.word("of", OFS, Of.LAST),
        book.slot(entries.text("to").orElse(field)));
  }
}
