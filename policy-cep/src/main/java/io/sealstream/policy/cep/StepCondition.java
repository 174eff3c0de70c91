package io.sealstream.policy.cep;

import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Sequence.Comparison;
import io.sealstream.policy.plan.Sequence.Step;
import io.sealstream.policy.sequence.Comparisons;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/** Whether an event may take a step, given those that took the steps before. */
final class StepCondition extends IterativeCondition<Hit> {
  private static final long serialVersionUID = 1L;

  private final long rules;
  private final ArrayList<Comparison> where;
  private final ArrayList<String> before;
  private final ArrayList<Guard> guards;

  /** A step that must not happen, and the steps that end its reign. */
  private record Guard(StepCondition condition, ArrayList<String> between)
      implements java.io.Serializable {}

  /**
   * The condition of a step.
   *
   * @param before the steps, latest first, that the event must be later than; none where an event
   *     of equal time may follow
   */
  StepCondition(Step step, List<String> before) {
    this(step.rules(), step.where(), before);
  }

  private StepCondition(long rules, List<Comparison> where, List<String> before) {
    this.rules = rules;
    this.where = new ArrayList<>(where);
    this.before = new ArrayList<>(before);
    this.guards = new ArrayList<>();
  }

  /** A condition that any hit of one of the rules fulfils. */
  static StepCondition ofRules(long rules) {
    return new StepCondition(rules, List.of(), List.of());
  }

  /**
   * What fits both a step that must not happen and the one after it ends a match: left to itself
   * Flink would find one where that step is the last, and none elsewhere.
   *
   * @param between the condition holds only as long as no event took one of these steps
   */
  StepCondition unless(StepCondition negative, List<String> between) {
    guards.add(new Guard(negative, new ArrayList<>(between)));
    return this;
  }

  @Override
  public boolean filter(Hit hit, Context<Hit> context) throws Exception {
    if ((hit.rules() & rules) == 0) {
      return false;
    }
    for (Comparison comparison : where) {
      if (!Comparisons.holds(comparison, hit, taken(comparison.step(), context))) {
        return false;
      }
    }
    return isLater(hit, context) && !isGuarded(hit, context);
  }

  private boolean isLater(Hit hit, Context<Hit> context) throws Exception {
    for (String step : before) {
      List<Hit> events = taken(step, context);
      if (!events.isEmpty()) {
        return events.get(events.size() - 1).timeMillis() < hit.timeMillis();
      }
    }
    return true;
  }

  private boolean isGuarded(Hit hit, Context<Hit> context) throws Exception {
    for (Guard guard : guards) {
      // The order is that of the costs: what was taken before, Flink collects anew.
      if ((hit.rules() & guard.condition().rules) != 0
          && noneTaken(guard.between(), context)
          && guard.condition().filter(hit, context)) {
        return true;
      }
    }
    return false;
  }

  private static boolean noneTaken(List<String> steps, Context<Hit> context) throws Exception {
    for (String step : steps) {
      if (!taken(step, context).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static List<Hit> taken(String step, Context<Hit> context) throws Exception {
    List<Hit> events = new ArrayList<>();
    for (String part : SequencePattern.parts(step)) {
      context.getEventsForPattern(part).forEach(events::add);
    }
    return events;
  }
}
