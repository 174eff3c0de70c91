package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Few times, groups and values, so that much coincides. */
final class RandomHits {
  private static final List<List<String>> GROUPS =
      List.of(
          List.of("a"),
          List.of("a"),
          List.of("b"),
          List.of(),
          List.of("a", "b"),
          List.of("b", "a", "c", "a"));
  private static final List<List<String>> VALUES =
      List.of(
          List.of("1"),
          List.of("2"),
          List.of("2.0"),
          List.of("-1"),
          List.of("0.5"),
          List.of("x"),
          List.of(),
          List.of("1", "3"),
          List.of("2", "2"));

  private final Random random;

  RandomHits(Random random) {
    this.random = random;
  }

  List<Hit> hits(int count, int latest) {
    List<Hit> hits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<List<String>> values = List.of(pick(GROUPS), pick(GROUPS), pick(VALUES), pick(VALUES));
      long rules = 1L + random.nextInt(7);
      // ids sort in another order than they are made in
      String id = "e" + (char) ('a' + random.nextInt(26)) + i;
      hits.add(new Hit(id, random.nextInt(latest + 1), "t", 0, i, rules, values));
    }
    return hits;
  }

  /** In the order of time and delay, some of them again. */
  List<Hit> deliveries(List<Hit> hits, int mostDelay) {
    Map<Hit, Long> arrivals = new HashMap<>();
    for (Hit hit : hits) {
      arrivals.put(hit, hit.timeMillis() + random.nextInt(mostDelay + 1));
    }
    List<Hit> sorted = new ArrayList<>(hits);
    sorted.sort(Comparator.comparing((Hit hit) -> arrivals.get(hit)));
    List<Hit> deliveries = new ArrayList<>(sorted);
    for (int i = 0; i < sorted.size(); i++) {
      if (random.nextInt(4) == 0) {
        int first = deliveries.indexOf(sorted.get(i));
        int again = first + 1 + random.nextInt(deliveries.size() - first);
        deliveries.add(again, sorted.get(i));
      }
    }
    return deliveries;
  }

  private List<String> pick(List<List<String>> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
