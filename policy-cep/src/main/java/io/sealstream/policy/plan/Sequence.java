package io.sealstream.policy.plan;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Steps that must follow one another within a group, with the meaning that Flink CEP gives them.
 *
 * @param withinMillis greater than zero: from the first event of a match to its last, included
 * @param steps at least one; the first and at least one more are such as must happen
 * @param tiesInOrder whether an event may follow one of equal time
 */
public record Sequence(
    Grouping grouping, long withinMillis, List<Step> steps, Skip skip, boolean tiesInOrder)
    implements GroupPlan {
  public Sequence {
    steps = List.copyOf(steps);
  }

  /**
   * One step.
   *
   * @param id unique among the steps
   * @param rules an event that hits one of them may take the step, as bits by place
   * @param where all of them must hold too
   */
  public record Step(String id, long rules, Link link, Loop loop, List<Comparison> where)
      implements Serializable {
    public Step {
      where = List.copyOf(where);
    }
  }

  /**
   * How a step joins what is before it.
   *
   * @param negative whether it must not happen
   */
  public record Link(Contiguity contiguity, boolean negative, boolean optional)
      implements Serializable {}

  /** What may lie between an event and the one that follows it in a match. */
  public enum Contiguity {
    /** Nothing. */
    STRICT,
    /** What cannot take the step. */
    RELAXED,
    /** Anything: the step may also pass over events that could take it. */
    NON_DETERMINISTIC
  }

  /**
   * How many events take a step.
   *
   * @param least at least 1
   * @param most {@link #UNBOUNDED}, or at least {@code least}
   * @param inner contiguity between them
   * @param greedy takes as many as it can before the next step
   * @param until rules whose hits end the loop, as bits by place: 0 where there is no such end
   */
  public record Loop(int least, int most, Contiguity inner, boolean greedy, long until)
      implements Serializable {
    /** Without an upper end. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    /** Exactly one event. */
    public static final Loop ONCE = new Loop(1, 1, Contiguity.RELAXED, false, 0);
  }

  /**
   * Compares the event that would take a step with those that took an earlier one.
   *
   * @param slot the value of the event
   * @param step the earlier step
   * @param toSlot the value of its events
   */
  public record Comparison(int slot, Operator operator, String step, Of of, int toSlot)
      implements Serializable {}

  /** How two values compare. Where one of them is missing, nothing holds. */
  public enum Operator {
    /** Equal as text whatever the case, or as numbers. */
    EQ,
    NEQ,
    GT,
    GTE,
    LT,
    LTE,
    CONTAINS,
    STARTSWITH,
    ENDSWITH
  }

  /** Which events of the earlier step. */
  public enum Of {
    FIRST,
    LAST,
    ANY,
    ALL
  }

  /** What becomes of other matches once one is found. */
  public record Skip(Kind kind, Optional<String> step) implements Serializable {
    /** As in Flink CEP's {@code AfterMatchSkipStrategy}. */
    public enum Kind {
      /** Every match counts. */
      NO_SKIP,
      /** Those that began with the same event are dropped. */
      TO_NEXT,
      /** Those that began before the match ended are dropped. */
      PAST_LAST_EVENT,
      /** Those that began before the step's first event are dropped. */
      TO_FIRST,
      /** Those that began before the step's last event are dropped. */
      TO_LAST
    }
  }
}
