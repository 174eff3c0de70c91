package io.sealstream.policy.sequence;

import io.sealstream.policy.plan.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The hits of one group that wait for the watermark, by time. For one thread. */
public final class HeldHits {
  private final NavigableMap<Long, List<Hit>> byTime = new TreeMap<>();
  private int size;

  /** Takes a hit, unless its event is there already. */
  public boolean add(Hit hit) {
    List<Hit> sameTime = byTime.computeIfAbsent(hit.timeMillis(), time -> new ArrayList<>(1));
    for (int i = 0; i < sameTime.size(); i++) {
      if (sameTime.get(i).eventId().equals(hit.eventId())) {
        return false;
      }
    }
    sameTime.add(hit);
    size++;
    return true;
  }

  /** The hits of exactly that time, in no order. */
  List<Hit> at(long time) {
    return List.copyOf(byTime.getOrDefault(time, List.of()));
  }

  /** The hits from the first time to the last, both included, oldest first. */
  Stream<Hit> between(long first, long last) {
    return byTime.subMap(first, true, last, true).values().stream().flatMap(List::stream);
  }

  /** Whether a hit up to that time, included, is such. */
  public boolean anyUpTo(long time, Predicate<Hit> such) {
    for (List<Hit> hits : byTime.headMap(time, true).values()) {
      for (int i = 0; i < hits.size(); i++) {
        if (such.test(hits.get(i))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The time of the oldest; the end of time where there is none. */
  public long firstTime() {
    return byTime.isEmpty() ? Long.MAX_VALUE : byTime.firstKey();
  }

  /**
   * Lets go of the oldest, all that have its time, and gives them back; none where there is none.
   */
  public List<Hit> removeFirst() {
    var first = byTime.pollFirstEntry();
    if (first == null) {
      return List.of();
    }
    size -= first.getValue().size();
    return first.getValue();
  }

  /** Lets go of all hits up to that time, included; says how many. */
  public int removeUpTo(long time) {
    int before = size;
    while (size > 0 && byTime.firstKey() <= time) {
      var unused = removeFirst();
    }
    return before - size;
  }

  /** Lets go of those hits up to that time, included, that are older than the first such one. */
  public void removeOlder(Predicate<Hit> such, long time) {
    while (size > 0 && byTime.firstKey() <= time && !anyUpTo(byTime.firstKey(), such)) {
      var unused = removeFirst();
    }
  }

  /** All of them, oldest first. */
  public List<Hit> all() {
    return byTime.values().stream().flatMap(List::stream).toList();
  }

  /** How many there are. */
  public int size() {
    return size;
  }
}
