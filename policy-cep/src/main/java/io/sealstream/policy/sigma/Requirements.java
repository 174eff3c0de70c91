package io.sealstream.policy.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an event must hold for a rule to match: a list of demands, each of them a list of tests of
 * which one must hold. Only sound conclusions are drawn: where nothing can be said, the list is
 * empty.
 */
final class Requirements {
  private Requirements() {}

  static List<List<FieldTest>> of(Detection detection) {
    return of(detection.condition(), detection);
  }

  private static List<List<FieldTest>> of(Expression expression, Detection detection) {
    if (expression instanceof Expression.Selected selected) {
      return of(detection.selections().get(selected.index()).search());
    }
    if (expression instanceof Expression.And and) {
      return and.parts().stream().flatMap(part -> of(part, detection).stream()).toList();
    }
    if (expression instanceof Expression.Or or) {
      return any(or.parts().stream().map(part -> of(part, detection)).toList());
    }
    return List.of();
  }

  private static List<List<FieldTest>> of(Search search) {
    if (search instanceof Search.All all) {
      return all.parts().stream().flatMap(part -> of(part).stream()).toList();
    }
    if (search instanceof Search.Any any) {
      return any(any.parts().stream().map(Requirements::of).toList());
    }
    return search instanceof Search.Field field ? ofField(field) : List.of();
  }

  private static List<List<FieldTest>> ofField(Search.Field field) {
    Stream<List<FieldTest>> each = field.tests().stream().map(test -> ofTest(field, test));
    if (field.all()) {
      return each.filter(tests -> !tests.isEmpty()).toList();
    }
    List<List<FieldTest>> tests = each.toList();
    return tests.stream().anyMatch(List::isEmpty)
        ? List.of()
        : List.of(tests.stream().flatMap(List::stream).toList());
  }

  /** Empty where a value that is missing, or another field, can satisfy the test. */
  private static List<FieldTest> ofTest(Search.Field field, ValueTest test) {
    if (test instanceof ValueTest.AnyOf anyOf) {
      return anyOf.variants().stream().map(one -> new FieldTest(field.path(), one)).toList();
    }
    return test instanceof ValueTest.OfOne one
        ? List.of(new FieldTest(field.path(), one))
        : List.of();
  }

  /**
   * Some part holds. Of each part the demand that tells most is kept: every combination of demands
   * would be as sound, but there may be very many.
   */
  private static List<List<FieldTest>> any(List<List<List<FieldTest>>> parts) {
    var tests = new ArrayList<FieldTest>();
    for (List<List<FieldTest>> part : parts) {
      if (part.isEmpty()) {
        return List.of();
      }
      tests.addAll(mostTelling(part));
    }
    return tests.isEmpty() ? List.of() : List.of(List.copyOf(tests));
  }

  private static List<FieldTest> mostTelling(List<List<FieldTest>> demands) {
    List<FieldTest> best = demands.get(0);
    for (List<FieldTest> demand : demands) {
      if (vagueness(demand) < vagueness(best)) {
        best = demand;
      }
    }
    return best;
  }

  /** Few equal texts are better than many, and any number of them than a pattern. */
  private static int vagueness(List<FieldTest> demand) {
    int vague = 0;
    for (FieldTest test : demand) {
      vague += test.equalText().isPresent() ? 1 : 1000;
    }
    return vague;
  }
}
