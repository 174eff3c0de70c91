package io.sealstream.policy.sequence;

import io.sealstream.policy.plan.Absence;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.plan.Sequence.Contiguity;
import io.sealstream.policy.plan.Sequence.Step;
import java.util.Comparator;

/** Which rules of the file's matter to a plan, as bits by place. */
public final class SequenceRules {
  /** Every rule. */
  public static final long ALL = -1L;

  private SequenceRules() {}

  /** Of a hit that none of them is in, an absence takes no notice. */
  public static long seen(Absence absence) {
    return absence.trigger() | absence.expected();
  }

  /**
   * Of a hit that none of them is in, a sequence takes no notice: those of its steps, but every
   * rule of the file where something must be the very next event.
   */
  public static long seen(Sequence sequence) {
    boolean strict =
        sequence.steps().stream()
            .anyMatch(
                step ->
                    step.link().contiguity() == Contiguity.STRICT
                        || step.loop().inner() == Contiguity.STRICT);
    return strict
        ? ALL
        : sequence.steps().stream()
            .mapToLong(step -> step.rules() | step.loop().until())
            .reduce(0, (a, b) -> a | b);
  }

  /** Those with which a match may begin. */
  public static long beginning(Sequence sequence) {
    long rules = 0;
    for (Step step : sequence.steps()) {
      rules |= step.rules();
      if (!step.link().optional()) {
        break;
      }
    }
    return rules;
  }

  /**
   * Those with which a match may be complete; {@link #ALL} where time alone may complete one, since
   * the last step must not happen.
   */
  public static long completing(Sequence sequence) {
    long rules = 0;
    for (int i = sequence.steps().size() - 1; i >= 0; i--) {
      Step step = sequence.steps().get(i);
      if (step.link().negative()) {
        return ALL;
      }
      rules |= step.rules() | step.loop().until();
      if (!step.link().optional()) {
        break;
      }
    }
    return rules;
  }

  /**
   * The order in which a sequence sees events: by time; at one time by the first step that their
   * rules fit, so that what may satisfy the order does; then by the event's id.
   */
  public static Comparator<Hit> order(Sequence sequence) {
    return Comparator.comparingLong(Hit::timeMillis)
        .thenComparingInt(hit -> rank(sequence, hit))
        .thenComparing(Hit::eventId);
  }

  private static int rank(Sequence sequence, Hit hit) {
    int rank = 0;
    while (rank < sequence.steps().size()
        && (sequence.steps().get(rank).rules() & hit.rules()) == 0) {
      rank++;
    }
    return rank;
  }
}
