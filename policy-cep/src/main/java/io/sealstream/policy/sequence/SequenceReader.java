package io.sealstream.policy.sequence;

import io.sealstream.policy.plan.Grouping;
import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.plan.Sequence.Skip;
import io.sealstream.policy.sigma.RuleBook;
import io.sealstream.policy.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads the value of {@code sequence}. Reports every problem it finds, then gives nothing; what it
 * gives, Flink CEP accepts.
 */
public final class SequenceReader {
  private static final List<String> KEYS = List.of("by", "within", "steps", "skip");
  private static final Map<String, Skip.Kind> SKIPS =
      Map.of(
          "no-skip", Skip.Kind.NO_SKIP,
          "to-next", Skip.Kind.TO_NEXT,
          "past-last-event", Skip.Kind.PAST_LAST_EVENT);
  private static final Map<String, Skip.Kind> SKIPS_TO_STEPS =
      Map.of("to-first", Skip.Kind.TO_FIRST, "to-last", Skip.Kind.TO_LAST);
  private static final String SKIP_FORMS =
      "skip must be no-skip, to-next, past-last-event, {to-first: STEP} or {to-last: STEP}";

  private final RuleBook book;
  private final Problems problems;

  /**
   * For the sequence of one file.
   *
   * @param book the rules of that file; gets the slots that the plan needs
   */
  public SequenceReader(RuleBook book, Problems problems) {
    this.book = book;
    this.problems = problems;
  }

  /**
   * The plan; nothing where an error was reported.
   *
   * @param tiesInOrder whether an event may follow one of equal time
   */
  public Optional<Sequence> read(Node node, boolean tiesInOrder) {
    int before = problems.errors().size();
    BookSize.check(book, node, problems);
    Optional<Entries> map = Entries.of(node, "the sequence", KEYS, problems);
    if (map.isEmpty()) {
      return Optional.empty();
    }
    Entries entries = map.get();
    long within = entries.span("within");
    List<StatedStep> steps = steps(entries);
    new StepChecks(problems).check(steps);
    Skip skip = skip(entries, steps);
    long needed = steps.stream().mapToLong(s -> s.step().rules()).reduce(0, (a, b) -> a | b);
    Grouping grouping = new GroupingReader(book, problems).read(entries, needed);
    return problems.errors().size() > before
        ? Optional.empty()
        : Optional.of(
            new Sequence(
                grouping,
                within,
                steps.stream().map(StatedStep::step).toList(),
                skip,
                tiesInOrder));
  }

  private List<StatedStep> steps(Entries entries) {
    var steps = new ArrayList<StatedStep>();
    Optional<Node> value = entries.required("steps");
    if (value.isEmpty()) {
      return steps;
    }
    if (!(value.get() instanceof SequenceNode list) || list.getValue().isEmpty()) {
      problems.error(value.get(), "steps must be a list of at least one step");
      return steps;
    }
    var reader = new StepReader(book, problems);
    for (Node node : list.getValue()) {
      Entries.of(node, "a step", StepReader.KEYS, problems)
          .ifPresent(step -> steps.add(reader.read(step)));
    }
    return steps;
  }

  private Skip skip(Entries entries, List<StatedStep> steps) {
    Optional<Node> value = entries.find("skip");
    if (value.isEmpty()) {
      return new Skip(Skip.Kind.NO_SKIP, Optional.empty());
    }
    if (value.get() instanceof ScalarNode word && SKIPS.containsKey(word.getValue())) {
      return new Skip(SKIPS.getOrDefault(word.getValue(), Skip.Kind.NO_SKIP), Optional.empty());
    }
    if (value.get() instanceof MappingNode map
        && map.getValue().size() == 1
        && map.getValue().get(0).getKeyNode() instanceof ScalarNode key
        && map.getValue().get(0).getValueNode() instanceof ScalarNode step
        && SKIPS_TO_STEPS.containsKey(key.getValue())) {
      if (steps.stream().noneMatch(s -> s.step().id().equals(step.getValue()) && s.happens())) {
        problems.error(step, "skip must name a step that may happen");
      }
      return new Skip(
          SKIPS_TO_STEPS.getOrDefault(key.getValue(), Skip.Kind.NO_SKIP),
          Optional.of(step.getValue()));
    }
    problems.error(value.get(), SKIP_FORMS);
    return new Skip(Skip.Kind.NO_SKIP, Optional.empty());
  }
}
