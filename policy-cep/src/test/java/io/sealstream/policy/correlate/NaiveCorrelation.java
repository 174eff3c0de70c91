package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Condition.Bound;
import io.sealstream.policy.plan.Condition.Bounds;
import io.sealstream.policy.plan.Condition.Members;
import io.sealstream.policy.plan.Condition.Operator;
import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Correlation.Kind;
import io.sealstream.policy.plan.Correlation.Member;
import io.sealstream.policy.plan.Correlation.Source;
import io.sealstream.policy.plan.Hit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The definition, computed by brute force over the complete set of hits. */
final class NaiveCorrelation {
  private final Correlation correlation;
  private final List<Hit> hits;
  private final int groupLimit;

  /** An anchor in one group. */
  record Found(Hit anchor, List<String> group) {}

  /** An event as an occurrence of one member in one group. */
  record Part(Hit hit, int member, List<String> group) {}

  NaiveCorrelation(Correlation correlation, List<Hit> hits, int groupLimit) {
    this.correlation = correlation;
    this.hits = hits;
    this.groupLimit = groupLimit;
  }

  Set<Found> anchors() {
    Set<Part> parts = parts();
    Set<Found> found = new LinkedHashSet<>();
    for (Part part : parts) {
      long end = part.hit().timeMillis();
      List<Part> window =
          parts.stream()
              .filter(p -> p.group().equals(part.group()))
              .filter(p -> p.hit().timeMillis() <= end)
              .filter(p -> p.hit().timeMillis() >= end - correlation.timespanMillis())
              .toList();
      if (isAnchor(part.hit(), window)) {
        found.add(new Found(part.hit(), part.group()));
      }
    }
    return found;
  }

  private Set<Part> parts() {
    Set<Part> parts = new LinkedHashSet<>();
    for (int m = 0; m < correlation.members().size(); m++) {
      Member member = correlation.members().get(m);
      if (member.source() instanceof Source.Rule rule) {
        for (Hit hit : hits) {
          if (hit.hits(rule.index())) {
            addParts(parts, m, hit, fields(hit, member.groupSlots()));
          }
        }
      } else {
        Correlation inner = ((Source.Nested) member.source()).correlation();
        for (Found found : new NaiveCorrelation(inner, hits, groupLimit).anchors()) {
          addParts(parts, m, found.anchor(), fields(found, inner, member.groupSlots()));
        }
      }
    }
    return parts;
  }

  private void addParts(Set<Part> parts, int member, Hit hit, List<List<String>> fields) {
    product(fields).stream()
        .limit(groupLimit)
        .forEach(group -> parts.add(new Part(hit, member, group)));
  }

  private static List<List<String>> fields(Hit hit, List<Integer> slots) {
    return slots.stream().map(slot -> hit.values().get(slot)).toList();
  }

  private static List<List<String>> fields(Found found, Correlation inner, List<Integer> slots) {
    List<List<String>> fields = new ArrayList<>();
    for (int slot : slots) {
      List<String> values = found.anchor().values().get(slot);
      for (int name = inner.groupNames().size() - 1; name >= 0; name--) {
        int place = name;
        if (inner.members().stream().allMatch(m -> m.groupSlots().get(place) == slot)) {
          values = List.of(found.group().get(name));
        }
      }
      fields.add(values);
    }
    return fields;
  }

  private static List<List<String>> product(List<List<String>> fields) {
    if (fields.isEmpty()) {
      return List.of(List.of());
    }
    List<List<String>> result = new ArrayList<>();
    for (String first : new LinkedHashSet<>(fields.get(0))) {
      for (List<String> rest : product(fields.subList(1, fields.size()))) {
        List<String> row = new ArrayList<>(List.of(first));
        row.addAll(rest);
        result.add(row);
      }
    }
    return result;
  }

  private boolean isAnchor(Hit anchor, List<Part> window) {
    Kind kind = correlation.kind();
    if (kind == Kind.TEMPORAL_ORDERED) {
      return new NaiveOrder(correlation, window, anchor).isAnchor();
    }
    if (correlation.condition() instanceof Members members) {
      Set<Integer> present = new HashSet<>();
      window.forEach(part -> present.add(part.member()));
      return NaiveOrder.holds(members.expression(), present);
    }
    Bounds bounds = (Bounds) correlation.condition();
    List<BigDecimal> numbers = numbers(window);
    BigDecimal sum = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return switch (kind) {
      case EVENT_COUNT -> holds(bounds, window.stream().map(Part::hit).distinct().count());
      case VALUE_COUNT -> holds(bounds, values(window).stream().distinct().count());
      case VALUE_SUM -> !numbers.isEmpty() && holds(bounds, sum);
      case VALUE_AVG -> !numbers.isEmpty() && holds(bounds, divided(sum, numbers.size()));
      case VALUE_PERCENTILE ->
          bounds.percentile() == null
              ? isShareHeld(bounds, anchor, window)
              : !numbers.isEmpty() && holds(bounds, percentile(bounds.percentile(), numbers));
      case VALUE_MEDIAN -> !numbers.isEmpty() && holds(bounds, median(numbers));
      case TEMPORAL, TEMPORAL_ORDERED ->
          holds(bounds, window.stream().map(Part::member).distinct().count());
    };
  }

  private boolean isShareHeld(Bounds bounds, Hit anchor, List<Part> window) {
    List<List<String>> all = values(window);
    List<Part> own = window.stream().filter(part -> part.hit().equals(anchor)).toList();
    for (List<String> value : values(own)) {
      long same = all.stream().filter(value::equals).count();
      if (holds(bounds, divided(BigDecimal.valueOf(100 * same), all.size()))) {
        return true;
      }
    }
    return false;
  }

  private static BigDecimal percentile(BigDecimal percentile, List<BigDecimal> numbers) {
    List<BigDecimal> sorted = numbers.stream().sorted().toList();
    for (int rank = 1; rank < sorted.size(); rank++) {
      if (100L * rank >= percentile.intValueExact() * (long) sorted.size()) {
        return sorted.get(rank - 1);
      }
    }
    return sorted.get(sorted.size() - 1);
  }

  private static BigDecimal median(List<BigDecimal> numbers) {
    List<BigDecimal> sorted = numbers.stream().sorted().toList();
    BigDecimal lower = sorted.get((sorted.size() - 1) / 2);
    return divided(lower.add(sorted.get(sorted.size() / 2)), 2);
  }

  private static BigDecimal divided(BigDecimal sum, int count) {
    return sum.divide(BigDecimal.valueOf(count), 60, RoundingMode.HALF_EVEN);
  }

  /** For each event each of its different values once. */
  private List<List<String>> values(List<Part> window) {
    Set<List<Object>> pairs = new LinkedHashSet<>();
    for (Part part : window) {
      List<Integer> slots = correlation.members().get(part.member()).valueSlots();
      product(fields(part.hit(), slots)).forEach(row -> pairs.add(List.of(part.hit(), row)));
    }
    List<List<String>> values = new ArrayList<>();
    for (List<Object> pair : pairs) {
      values.add(((List<?>) pair.get(1)).stream().map(Objects::toString).toList());
    }
    return values;
  }

  private List<BigDecimal> numbers(List<Part> window) {
    Set<List<Object>> fields = new LinkedHashSet<>();
    for (Part part : window) {
      correlation
          .members()
          .get(part.member())
          .valueSlots()
          .forEach(slot -> fields.add(List.of(part.hit(), slot)));
    }
    Bounds bounds = (Bounds) correlation.condition();
    boolean negativeToo =
        correlation.kind() != Kind.VALUE_SUM
            || bounds.bounds().stream()
                .anyMatch(b -> b.operator() != Operator.GT && b.operator() != Operator.GTE);
    return fields.stream()
        .flatMap(field -> ((Hit) field.get(0)).values().get((Integer) field.get(1)).stream())
        .filter(text -> text.matches("-?[0-9.]+"))
        .map(BigDecimal::new)
        .filter(number -> negativeToo || number.signum() >= 0)
        .toList();
  }

  private static boolean holds(Bounds bounds, long number) {
    return holds(bounds, BigDecimal.valueOf(number));
  }

  static boolean holds(Bounds bounds, BigDecimal number) {
    for (Bound bound : bounds.bounds()) {
      int sign = number.subtract(bound.value()).signum();
      boolean held =
          switch (bound.operator()) {
            case GT -> sign == 1;
            case GTE -> sign != -1;
            case LT -> sign == -1;
            case LTE -> sign != 1;
            case EQ -> sign == 0;
            case NEQ -> sign != 0;
          };
      if (!held) {
        return false;
      }
    }
    return true;
  }
}
