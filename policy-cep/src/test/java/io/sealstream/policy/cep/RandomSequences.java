package io.sealstream.policy.cep;

import io.sealstream.policy.plan.Grouping;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.plan.Sequence.Comparison;
import io.sealstream.policy.plan.Sequence.Contiguity;
import io.sealstream.policy.plan.Sequence.Link;
import io.sealstream.policy.plan.Sequence.Loop;
import io.sealstream.policy.plan.Sequence.Of;
import io.sealstream.policy.plan.Sequence.Operator;
import io.sealstream.policy.plan.Sequence.Skip;
import io.sealstream.policy.plan.Sequence.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Small sequences over rules a to c, of the plain kind that {@link NaiveSequence} knows. */
final class RandomSequences {
  private static final int WINDOW_MILLIS = 6_000;

  private final Random random;

  RandomSequences(long seed) {
    random = new Random(seed);
  }

  Sequence sequence() {
    List<Step> steps = new ArrayList<>();
    int size = 1 + random.nextInt(3);
    for (int i = 0; i < size; i++) {
      if (i > 0 && random.nextInt(4) == 0 && isFixed(steps)) {
        steps.add(negative("n" + i, steps));
      }
      steps.add(positive("s" + i, i == 0, steps));
    }
    if (random.nextInt(4) == 0 && isFixed(steps)) {
      steps.add(
          new Step(
              "last", rules(), new Link(Contiguity.RELAXED, true, false), Loop.ONCE, List.of()));
    }
    return new Sequence(
        new Grouping(List.of(), Map.of()),
        WINDOW_MILLIS,
        steps,
        new Skip(Skip.Kind.NO_SKIP, Optional.empty()),
        random.nextBoolean());
  }

  /** Whether a step that must not happen may follow. */
  private static boolean isFixed(List<Step> steps) {
    Loop loop = steps.get(steps.size() - 1).loop();
    return loop.least() == loop.most();
  }

  /** With all that {@link NaiveSequence} does not know: a reader may have given it. */
  Sequence fullSequence() {
    Sequence plain = sequence();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < plain.steps().size(); i++) {
      Step step = plain.steps().get(i);
      boolean beforeNegative =
          i + 1 < plain.steps().size() && plain.steps().get(i + 1).link().negative();
      boolean afterNegative = i > 0 && steps.get(i - 1).link().negative();
      boolean afterGreedy = i > 0 && steps.get(i - 1).loop().greedy();
      steps.add(
          step.link().negative() || beforeNegative
              ? step
              : withOptions(
                  step,
                  !afterGreedy && (i + 1 < plain.steps().size() || hasNoNegative(plain)),
                  !afterNegative));
    }
    return new Sequence(
        plain.grouping(), plain.withinMillis(), steps, skip(steps), plain.tiesInOrder());
  }

  private static boolean hasNoNegative(Sequence sequence) {
    return sequence.steps().stream().noneMatch(step -> step.link().negative());
  }

  private Step withOptions(Step step, boolean mayBeOptional, boolean mayLoop) {
    Loop loop = step.loop();
    if (mayLoop && random.nextInt(3) == 0) {
      long until = random.nextBoolean() ? rules() : 0;
      loop = new Loop(loop.least(), Loop.UNBOUNDED, loop.inner(), false, until);
    }
    if (loop.least() < loop.most() && loop.inner() != Contiguity.NON_DETERMINISTIC) {
      loop = new Loop(loop.least(), loop.most(), loop.inner(), random.nextBoolean(), loop.until());
    }
    boolean optional = mayBeOptional && random.nextInt(3) == 0;
    var link = new Link(step.link().contiguity(), false, optional);
    return new Step(step.id(), step.rules(), link, loop, step.where());
  }

  private Skip skip(List<Step> steps) {
    Skip.Kind kind = one(Skip.Kind.values());
    boolean toStep = kind == Skip.Kind.TO_FIRST || kind == Skip.Kind.TO_LAST;
    List<Step> happen = steps.stream().filter(step -> !step.link().negative()).toList();
    return new Skip(
        kind,
        toStep ? Optional.of(happen.get(random.nextInt(happen.size())).id()) : Optional.empty());
  }

  private Step negative(String id, List<Step> before) {
    Contiguity contiguity = random.nextBoolean() ? Contiguity.STRICT : Contiguity.RELAXED;
    return new Step(id, rules(), new Link(contiguity, true, false), Loop.ONCE, where(before));
  }

  private Step positive(String id, boolean first, List<Step> before) {
    Contiguity contiguity = first ? Contiguity.RELAXED : one(Contiguity.values());
    Loop loop = Loop.ONCE;
    if (random.nextInt(3) == 0) {
      int least = 1 + random.nextInt(2);
      boolean afterNegative = !first && before.get(before.size() - 1).link().negative();
      int most = afterNegative ? least : least + random.nextInt(2);
      loop = new Loop(least, most, one(Contiguity.values()), false, 0);
      if (loop.most() == 1) {
        loop = Loop.ONCE;
      }
    }
    return new Step(id, rules(), new Link(contiguity, false, false), loop, where(before));
  }

  private List<Comparison> where(List<Step> before) {
    List<Step> happen = before.stream().filter(step -> !step.link().negative()).toList();
    if (happen.isEmpty() || random.nextInt(3) > 0) {
      return List.of();
    }
    return List.of(
        new Comparison(
            0,
            random.nextBoolean() ? Operator.EQ : Operator.NEQ,
            happen.get(random.nextInt(happen.size())).id(),
            one(Of.values()),
            0));
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private long rules() {
    return 1L + random.nextInt(7);
  }

  /**
   * Some hits of rules a to c, each at its own time or at that of another, none at zero: Flink's
   * operator sets no timer for a window that begins there.
   */
  List<Hit> hits() {
    List<Hit> hits = new ArrayList<>();
    int size = random.nextInt(9);
    for (int i = 0; i < size; i++) {
      List<String> values = random.nextInt(5) == 0 ? List.of() : List.of("v" + random.nextInt(2));
      hits.add(
          new Hit(
              "e" + random.nextInt(10) + i,
              1000L * (1 + random.nextInt(12)),
              "t",
              0,
              i,
              1 + random.nextInt(7),
              List.of(values)));
    }
    return hits;
  }
}
