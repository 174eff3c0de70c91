package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Correlation.Member;
import io.sealstream.policy.plan.Hit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The values an occurrence gives to a condition on a field: an event that is an occurrence of
 * several members gives a field of theirs once.
 */
final class Values {
  private final List<Member> members;
  private final int limit;
  private final boolean withoutNegative;

  Values(List<Member> members, int limit, boolean withoutNegative) {
    this.members = members;
    this.limit = limit;
    this.withoutNegative = withoutNegative;
  }

  /** Each value, or tuple of values, once. */
  Set<List<String>> different(Occurrence occurrence) {
    Set<List<String>> result = new LinkedHashSet<>();
    for (List<Integer> slots : slots(occurrence)) {
      result.addAll(Combinations.of(occurrence.entry.hit, slots, limit).rows());
    }
    return result;
  }

  /** Each number, as often as it is there; what is no number is passed over. */
  List<BigDecimal> numbers(Occurrence occurrence) {
    Set<Integer> slots = new LinkedHashSet<>();
    slots(occurrence).forEach(slots::addAll);
    List<BigDecimal> result = new ArrayList<>(slots.size());
    for (int slot : slots) {
      for (BigDecimal number : numbers(occurrence.entry.hit, slot)) {
        if (!withoutNegative || number.signum() >= 0) {
          result.add(number);
        }
      }
    }
    return result;
  }

  /** Tells what of this member's values {@link #different} leaves out. */
  void reportDifferent(Hit hit, int member, Output out) {
    List<Integer> slots = members.get(member).valueSlots();
    if (!slots.isEmpty()) {
      report(Loss.VALUES_CUT, Combinations.of(hit, slots, limit).cut(), out);
    }
  }

  /** Tells what of this member's values {@link #numbers} leaves out. */
  void reportNumbers(Hit hit, int member, Output out) {
    for (int slot : members.get(member).valueSlots()) {
      report(Loss.VALUES_CUT, Math.max(0, hit.values().get(slot).size() - limit), out);
      if (withoutNegative) {
        List<BigDecimal> numbers = numbers(hit, slot);
        report(Loss.NEGATIVE_LEFT_OUT, numbers.stream().filter(n -> n.signum() < 0).count(), out);
      }
    }
  }

  private static void report(Loss loss, long count, Output out) {
    if (count > 0) {
      out.lost(loss, count);
    }
  }

  private List<BigDecimal> numbers(Hit hit, int slot) {
    List<BigDecimal> result = new ArrayList<>(1);
    for (String text : hit.values().get(slot).stream().limit(limit).toList()) {
      BigDecimal number = Numbers.parse(text);
      if (number != null) {
        result.add(number);
      }
    }
    return result;
  }

  /** The different fields, or tuples of fields, of the members it is an occurrence of. */
  private Set<List<Integer>> slots(Occurrence occurrence) {
    if (Long.bitCount(occurrence.members) == 1) {
      List<Integer> only = members.get(Long.numberOfTrailingZeros(occurrence.members)).valueSlots();
      return only.isEmpty() ? Set.of() : Set.of(only);
    }
    Set<List<Integer>> result = new LinkedHashSet<>();
    for (long left = occurrence.members; left != 0; left &= left - 1) {
      result.add(members.get(Long.numberOfTrailingZeros(left)).valueSlots());
    }
    result.remove(List.<Integer>of());
    return result;
  }
}
