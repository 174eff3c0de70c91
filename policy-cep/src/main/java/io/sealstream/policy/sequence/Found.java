package io.sealstream.policy.sequence;

import io.sealstream.policy.plan.Hit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that a sequence or an absence found.
 *
 * @param anchor a sequence's last event, by time and id; an absence's trigger
 * @param events by time and id: all that took part, of very many the newest
 * @param took how many took part
 */
public record Found(Hit anchor, List<Hit> events, long took) {
  /** How hits are told apart and sorted: by time, then by the event's id. */
  public static final Comparator<Hit> ORDER =
      Comparator.comparingLong(Hit::timeMillis).thenComparing(Hit::eventId);

  private static final int NAMED = 100;

  public Found {
    events = List.copyOf(events);
  }

  /** Of the events that took part, in any order; at least one. */
  public static Found of(List<Hit> events) {
    if (events.size() == 1) {
      return new Found(events.get(0), events, 1);
    }
    List<Hit> sorted = events.stream().sorted(ORDER).toList();
    int size = sorted.size();
    return new Found(sorted.get(size - 1), sorted.subList(Math.max(0, size - NAMED), size), size);
  }

  /**
   * For each anchor the one that begins first, of these the one with most events, of these the one
   * whose events come first; in order.
   */
  public static List<Found> eachAnchor(List<Found> all) {
    if (all.size() < 2) {
      return all;
    }
    Map<String, Found> byAnchor = new HashMap<>();
    all.forEach(found -> byAnchor.merge(found.anchor().eventId(), found, Found::better));
    return byAnchor.values().stream().sorted(Comparator.comparing(Found::anchor, ORDER)).toList();
  }

  private static Found better(Found one, Found other) {
    int order = ORDER.compare(one.events().get(0), other.events().get(0));
    if (order == 0) {
      order = Long.compare(other.took(), one.took());
    }
    for (int i = 1; order == 0 && i < one.events().size(); i++) {
      order = ORDER.compare(one.events().get(i), other.events().get(i));
    }
    return order <= 0 ? one : other;
  }
}
