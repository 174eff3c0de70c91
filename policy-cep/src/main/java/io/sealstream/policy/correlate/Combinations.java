package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Hit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The ways of taking one value from each of several fields.
 *
 * @param rows the first of them, the last field varying fastest; none where a field has no value
 * @param cut how many more there are
 */
public record Combinations(List<List<String>> rows, long cut) {
  /** Of fields that are not asked for. */
  public static final Combinations NONE = new Combinations(List.of(), 0);

  /** Those of the values that a hit has in some slots. */
  public static Combinations of(Hit hit, List<Integer> slots, int limit) {
    List<List<String>> fields = new ArrayList<>(slots.size());
    for (int slot : slots) {
      fields.add(hit.values().get(slot));
    }
    return of(fields, limit);
  }

  /** The first {@code limit} of them. */
  public static Combinations of(List<List<String>> fields, int limit) {
    if (fields.size() == 1 && fields.get(0).size() == 1) {
      return new Combinations(List.of(fields.get(0)), 0);
    }
    long all = 1;
    List<List<String>> rows = List.of(List.of());
    for (List<String> field : fields) {
      List<String> different = List.copyOf(new LinkedHashSet<>(field));
      all = different.isEmpty() ? 0 : saturated(all, different.size());
      rows = longer(rows, different, limit);
    }
    return new Combinations(rows, all - rows.size());
  }

  /** The first rows of a product come from the first rows of its first factor. */
  private static List<List<String>> longer(List<List<String>> rows, List<String> field, int limit) {
    List<List<String>> result = new ArrayList<>();
    for (List<String> row : rows) {
      for (String value : field) {
        if (result.size() == limit) {
          return result;
        }
        List<String> more = new ArrayList<>(row);
        more.add(value);
        result.add(List.copyOf(more));
      }
    }
    return result;
  }

  private static long saturated(long one, int other) {
    return one > Long.MAX_VALUE / other ? Long.MAX_VALUE : one * other;
  }
}
