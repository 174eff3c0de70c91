package io.sealstream.policy.sigma;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * What is certain about a detection before any event comes. It is worked out for every combination
 * of what its fields may say, one bit for each, as if each field were free; so what is found here
 * is certain, and what is not found may still be so.
 */
enum Certainty {
  /** No event matches. */
  NEVER,
  /** Every event matches. */
  ALWAYS,
  /** It depends on the event, or there are too many combinations to say. */
  OPEN;

  private static final int MAX_FREE = 12;

  /**
   * What is certain.
   *
   * @param ownFields whether the rule reads the event's own fields and nothing else
   */
  static Certainty of(Detection detection, boolean ownFields) {
    if (ownFields
        && RequiredLiterals.ofOwnFields(detection).values().stream().anyMatch(Set::isEmpty)) {
      return NEVER;
    }
    var free = new ArrayList<Search>();
    collect(detection.condition(), detection, free);
    if (free.size() > MAX_FREE) {
      return OPEN;
    }
    return new Table(detection, free, ownFields).verdict();
  }

  private static void collect(Expression expression, Detection detection, List<Search> free) {
    if (expression instanceof Expression.Selected selected) {
      collect(detection.selections().get(selected.index()).search(), free);
    } else if (expression instanceof Expression.And and) {
      and.parts().forEach(part -> collect(part, detection, free));
    } else if (expression instanceof Expression.Or or) {
      or.parts().forEach(part -> collect(part, detection, free));
    } else {
      collect(((Expression.Not) expression).part(), detection, free);
    }
  }

  private static void collect(Search search, List<Search> free) {
    if (search instanceof Search.All all) {
      all.parts().forEach(part -> collect(part, free));
    } else if (search instanceof Search.Any any) {
      any.parts().forEach(part -> collect(part, free));
    } else if (search instanceof Search.None none) {
      collect(none.part(), free);
    } else if (!free.contains(search)) {
      free.add(search);
    }
  }

  /** Bit {@code i} of a row: whether it holds where free search {@code k} is bit {@code k} of i. */
  private record Table(Detection detection, List<Search> free, boolean ownFields) {

    private Certainty verdict() {
      BitSet row = row(detection.condition());
      if (row.isEmpty()) {
        return NEVER;
      }
      return row.cardinality() == size() ? ALWAYS : OPEN;
    }

    private int size() {
      return 1 << free.size();
    }

    private BitSet row(Expression expression) {
      if (expression instanceof Expression.Selected selected) {
        return row(detection.selections().get(selected.index()).search());
      }
      if (expression instanceof Expression.And and) {
        return every(and.parts().stream().map(this::row).toList());
      }
      if (expression instanceof Expression.Or or) {
        return any(or.parts().stream().map(this::row).toList());
      }
      return not(row(((Expression.Not) expression).part()));
    }

    private BitSet row(Search search) {
      if (search instanceof Search.All all) {
        return every(all.parts().stream().map(this::row).toList());
      }
      if (search instanceof Search.Any any) {
        return any(any.parts().stream().map(this::row).toList());
      }
      if (search instanceof Search.None none) {
        return not(row(none.part()));
      }
      Certainty fixed = search instanceof Search.Field field ? ofField(field) : OPEN;
      return switch (fixed) {
        case NEVER -> new BitSet();
        case ALWAYS -> not(new BitSet());
        case OPEN -> ofFree(free.indexOf(search));
      };
    }

    private BitSet ofFree(int place) {
      var row = new BitSet(size());
      for (int i = 0; i < size(); i++) {
        row.set(i, (i >> place & 1) == 1);
      }
      return row;
    }

    private BitSet every(List<BitSet> rows) {
      BitSet result = not(new BitSet());
      rows.forEach(result::and);
      return result;
    }

    private BitSet any(List<BitSet> rows) {
      var result = new BitSet();
      rows.forEach(result::or);
      return result;
    }

    private BitSet not(BitSet row) {
      var result = (BitSet) row.clone();
      result.flip(0, size());
      return result;
    }

    private Certainty ofField(Search.Field field) {
      List<ValueTest> tests = field.tests();
      long impossible = tests.stream().filter(test -> isImpossible(field, test)).count();
      if (field.all() ? impossible > 0 : impossible == tests.size()) {
        return NEVER;
      }
      boolean absentOrAny =
          tests.stream().anyMatch(ValueTest.Absent.class::isInstance)
              && tests.stream().anyMatch(ValueTest::acceptsEveryValue);
      boolean thereOrNot =
          tests.contains(new ValueTest.Exists(true)) && tests.contains(new ValueTest.Exists(false));
      return !field.all() && (absentOrAny || thereOrNot) ? ALWAYS : OPEN;
    }

    private boolean isImpossible(Search.Field field, ValueTest test) {
      return test instanceof ValueTest.OfOne one
          && (one.acceptsNoValue()
              || (ownFields && ValueDoubts.isNoneOf(field.path().ownTexts(), one)));
    }
  }
}
