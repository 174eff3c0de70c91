package io.sealstream.policy.sequence;

import io.sealstream.policy.plan.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The hits of one group that wait for the watermark, by time. For one thread. */
public final class HeldHits {
  private final NavigableMap<Long, List<Hit>> byTime = new TreeMap<>();
  private int size;

  /** Takes a hit, unless its event is there already. */
  public boolean add(Hit hit) {
    List<Hit> sameTime = byTime.computeIfAbsent(hit.timeMillis(), time -> new ArrayList<>(1));
    if (sameTime.stream().anyMatch(other -> other.eventId().equals(hit.eventId()))) {
      return false;
    }
    sameTime.add(hit);
    size++;
    return true;
  }

  /** The hits of exactly that time, in no order. */
  public List<Hit> at(long time) {
    return List.copyOf(byTime.getOrDefault(time, List.of()));
  }

  /** The hits from the first time to the last, both included, oldest first. */
  Stream<Hit> between(long first, long last) {
    return byTime.subMap(first, true, last, true).values().stream().flatMap(List::stream);
  }

  /** Lets go of the hits of exactly that time, and gives them back. */
  public List<Hit> removeAt(long time) {
    List<Hit> removed = byTime.remove(time);
    if (removed == null) {
      return List.of();
    }
    size -= removed.size();
    return removed;
  }

  /** Lets go of all hits up to that time, included. */
  void removeUpTo(long time) {
    NavigableMap<Long, List<Hit>> old = byTime.headMap(time, true);
    old.values().forEach(hits -> size -= hits.size());
    old.clear();
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
