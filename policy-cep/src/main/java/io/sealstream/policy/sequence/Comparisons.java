package io.sealstream.policy.sequence;

import io.sealstream.policy.correlate.Numbers;
import io.sealstream.policy.event.CaseFolding;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Sequence.Comparison;
import io.sealstream.policy.plan.Sequence.Of;
import io.sealstream.policy.plan.Sequence.Operator;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;

/** Compares an event with those that took an earlier step. */
public final class Comparisons {
  private Comparisons() {}

  /**
   * Whether the comparison holds.
   *
   * @param earlier the events that took the step it names, in their order: where there are none it
   *     does not hold
   */
  public static boolean holds(Comparison comparison, Hit hit, List<Hit> earlier) {
    List<Hit> chosen =
        earlier.isEmpty() || comparison.of() == Of.ANY || comparison.of() == Of.ALL
            ? earlier
            : List.of(
                comparison.of() == Of.FIRST ? earlier.get(0) : earlier.get(earlier.size() - 1));
    for (Hit other : chosen) {
      boolean holds =
          holds(
              comparison.operator(),
              hit.values().get(comparison.slot()),
              other.values().get(comparison.toSlot()));
      if (holds != (comparison.of() == Of.ALL)) {
        return holds;
      }
    }
    return comparison.of() == Of.ALL && !chosen.isEmpty();
  }

  /** Where arrays fan out one pair is enough; for {@code NEQ} no pair may be equal. */
  private static boolean holds(Operator operator, List<String> ours, List<String> theirs) {
    if (operator == Operator.NEQ) {
      return !ours.isEmpty() && !theirs.isEmpty() && !holds(Operator.EQ, ours, theirs);
    }
    for (String our : ours) {
      for (String their : theirs) {
        if (holds(operator, our, their)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean holds(Operator operator, String our, String their) {
    return switch (operator) {
      case EQ -> isEqual(our, their);
      case NEQ -> !isEqual(our, their);
      case GT -> order(our, their).orElse(0) > 0;
      case GTE -> order(our, their).orElse(-1) >= 0;
      case LT -> order(our, their).orElse(0) < 0;
      case LTE -> order(our, their).orElse(1) <= 0;
      case CONTAINS -> CaseFolding.fold(our).contains(CaseFolding.fold(their));
      case STARTSWITH -> CaseFolding.fold(our).startsWith(CaseFolding.fold(their));
      case ENDSWITH -> CaseFolding.fold(our).endsWith(CaseFolding.fold(their));
    };
  }

  private static boolean isEqual(String our, String their) {
    OptionalInt order = order(our, their);
    return order.isPresent()
        ? order.getAsInt() == 0
        : CaseFolding.fold(our).equals(CaseFolding.fold(their));
  }

  /** Nothing where one of them is no number. */
  private static OptionalInt order(String our, String their) {
    BigDecimal number = Numbers.parse(our);
    BigDecimal other = Numbers.parse(their);
    return number == null || other == null
        ? OptionalInt.empty()
        : OptionalInt.of(number.compareTo(other));
  }
}
