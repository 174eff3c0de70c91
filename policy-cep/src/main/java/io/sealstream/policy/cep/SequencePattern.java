package io.sealstream.policy.cep;

import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.plan.Sequence.Contiguity;
import io.sealstream.policy.plan.Sequence.Link;
import io.sealstream.policy.plan.Sequence.Loop;
import io.sealstream.policy.plan.Sequence.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;

/**
 * Makes a Flink CEP pattern of a sequence. A loop before a step that must not happen becomes two
 * steps, the last event being one of its own: Flink lets what must not happen after a loop end it
 * within the loop too.
 */
final class SequencePattern {
  private static final String LAST = " last";

  private final Sequence sequence;
  private final List<String> before = new ArrayList<>();
  private final List<StepCondition> negatives = new ArrayList<>();
  private final List<String> optionals = new ArrayList<>();

  private SequencePattern(Sequence sequence) {
    this.sequence = sequence;
  }

  /**
   * The pattern.
   *
   * @throws IllegalArgumentException from Flink for a sequence that no reader gives
   */
  static Pattern<Hit, Hit> of(Sequence sequence) {
    return new SequencePattern(sequence).pattern();
  }

  /** The steps of Flink's pattern that together are a step of ours: some may not be there. */
  static List<String> parts(String step) {
    return List.of(step, step + LAST);
  }

  /** A match by our steps, given by those of Flink's pattern. */
  static Map<String, List<Hit>> bySteps(Map<String, List<Hit>> byParts) {
    Map<String, List<Hit>> bySteps = new LinkedHashMap<>();
    byParts.forEach(
        (part, hits) -> {
          boolean isLast = part.endsWith(LAST) && byParts.containsKey(withoutLast(part));
          bySteps
              .computeIfAbsent(isLast ? withoutLast(part) : part, made -> new ArrayList<>())
              .addAll(hits);
        });
    return bySteps;
  }

  private static String withoutLast(String part) {
    return part.substring(0, part.length() - LAST.length());
  }

  private Pattern<Hit, Hit> pattern() {
    Pattern<Hit, Hit> pattern = null;
    for (int i = 0; i < sequence.steps().size(); i++) {
      Step step = sequence.steps().get(i);
      Pattern<Hit, Hit> begun =
          pattern == null
              ? Pattern.begin(step.id(), skip(sequence))
              : link(pattern, step.id(), step.link());
      StepCondition condition = condition(step);
      pattern = begun.where(condition);
      if (!step.link().negative()) {
        pattern = isSplit(sequence, i) ? split(pattern, step) : options(pattern, step);
        before.add(0, step.id());
      }
      note(step, condition);
    }
    if (pattern == null) {
      throw new IllegalArgumentException("a sequence has at least one step");
    }
    // A match is over where its length reaches Flink's window: ours includes the end.
    return pattern.within(Duration.ofMillis(sequence.withinMillis() + 1));
  }

  private StepCondition condition(Step step) {
    var condition = new StepCondition(step, sequence.tiesInOrder() ? List.of() : before);
    if (!step.link().negative()) {
      // Only for the first event of a loop: what comes within it is not before it.
      List<String> between = new ArrayList<>(optionals);
      between.add(step.id());
      negatives.forEach(negative -> condition.unless(negative, between));
    }
    return condition;
  }

  /** Keeps what must not happen as long as nothing that must has come after it. */
  private void note(Step step, StepCondition condition) {
    if (step.link().negative()) {
      // A strict one looks at the next event alone, and there Flink is of one mind.
      if (step.link().contiguity() != Contiguity.STRICT) {
        negatives.add(condition);
      }
    } else if (step.link().optional()) {
      optionals.add(step.id());
    } else {
      negatives.clear();
      optionals.clear();
    }
  }

  private static boolean isSplit(Sequence sequence, int place) {
    return sequence.steps().get(place).loop().most() > 1
        && place + 1 < sequence.steps().size()
        && sequence.steps().get(place + 1).link().negative();
  }

  private Pattern<Hit, Hit> split(Pattern<Hit, Hit> pattern, Step step) {
    Loop loop = step.loop();
    var rest = new Loop(loop.least() - 1, loop.most() - 1, loop.inner(), false, 0);
    var link = new Link(loop.inner(), false, false);
    return link(looped(pattern, rest), step.id() + LAST, link).where(condition(step));
  }

  private static Pattern<Hit, Hit> link(Pattern<Hit, Hit> pattern, String id, Link link) {
    if (link.negative()) {
      return link.contiguity() == Contiguity.STRICT
          ? pattern.notNext(id)
          : pattern.notFollowedBy(id);
    }
    return switch (link.contiguity()) {
      case STRICT -> pattern.next(id);
      case RELAXED -> pattern.followedBy(id);
      case NON_DETERMINISTIC -> pattern.followedByAny(id);
    };
  }

  private static Pattern<Hit, Hit> options(Pattern<Hit, Hit> pattern, Step step) {
    Loop loop = step.loop();
    Pattern<Hit, Hit> result = looped(pattern, loop);
    if (loop.until() != 0) {
      result = result.until(StepCondition.ofRules(loop.until()));
    }
    if (loop.greedy()) {
      result = result.greedy();
    }
    return step.link().optional() ? result.optional() : result;
  }

  private static Pattern<Hit, Hit> looped(Pattern<Hit, Hit> pattern, Loop loop) {
    if (loop.most() == 1) {
      return pattern;
    }
    Pattern<Hit, Hit> result = times(pattern, loop);
    return switch (loop.inner()) {
      case STRICT -> result.consecutive();
      case RELAXED -> result;
      case NON_DETERMINISTIC -> result.allowCombinations();
    };
  }

  private static Pattern<Hit, Hit> times(Pattern<Hit, Hit> pattern, Loop loop) {
    if (loop.most() == Loop.UNBOUNDED) {
      return pattern.timesOrMore(loop.least());
    }
    return loop.least() == loop.most()
        ? pattern.times(loop.least())
        : pattern.times(loop.least(), loop.most());
  }

  static AfterMatchSkipStrategy skip(Sequence sequence) {
    String step = sequence.skip().step().orElse("");
    return switch (sequence.skip().kind()) {
      case NO_SKIP -> AfterMatchSkipStrategy.noSkip();
      case TO_NEXT -> AfterMatchSkipStrategy.skipToNext();
      case PAST_LAST_EVENT -> AfterMatchSkipStrategy.skipPastLastEvent();
      case TO_FIRST -> AfterMatchSkipStrategy.skipToFirst(step);
      case TO_LAST -> AfterMatchSkipStrategy.skipToLast(lastPart(sequence, step));
    };
  }

  private static String lastPart(Sequence sequence, String step) {
    for (int i = 0; i < sequence.steps().size(); i++) {
      if (sequence.steps().get(i).id().equals(step) && isSplit(sequence, i)) {
        return step + LAST;
      }
    }
    return step;
  }
}
