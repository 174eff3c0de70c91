package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Hit;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one correlation remembers for one key: each hit once, what it was an anchor of, and how far
 * the watermark has judged. Everything else is an index that a {@link Correlator} makes of it when
 * it first needs it.
 *
 * <p>Belongs to one thread at a time, and to correlators of the same correlation, limits and
 * lateness. What is to be persisted is {@link #contents()}.
 */
public final class CorrelationState {
  private final List<String> key;
  private final Map<String, Entry> byId = new HashMap<>();
  private final TimeLine<Entry> line = new TimeLine<>();
  private @Nullable List<NodeIndex> nodes;
  private long judgedTo;

  /** That the event of a hit is an anchor: of which nested or outermost correlation, and where. */
  public record Anchor(int node, List<String> group) implements Serializable {
    public Anchor {
      group = List.copyOf(group);
    }
  }

  /** A hit that is held. */
  public record Kept(Hit hit, List<Anchor> anchors) implements Serializable {
    public Kept {
      anchors = List.copyOf(anchors);
    }
  }

  /**
   * All there is to persist.
   *
   * @param key one of {@link Correlator#keys}
   * @param judgedTo the highest watermark seen
   * @param hits oldest first
   */
  public record Contents(List<String> key, long judgedTo, List<Kept> hits) implements Serializable {
    public Contents {
      key = List.copyOf(key);
      hits = List.copyOf(hits);
    }
  }

  /** An empty state for one of {@link Correlator#keys}. */
  public CorrelationState(List<String> key) {
    this.key = List.copyOf(key);
    this.judgedTo = Long.MIN_VALUE;
  }

  /** The state that had these contents. */
  public static CorrelationState of(Contents contents) {
    CorrelationState state = new CorrelationState(contents.key());
    state.judgedTo = contents.judgedTo();
    for (Kept kept : contents.hits()) {
      Entry entry = new Entry(kept.hit());
      entry.anchors.addAll(kept.anchors());
      state.hold(entry);
    }
    return state;
  }

  /** A copy of what is to be persisted. */
  public Contents contents() {
    List<Kept> hits = new ArrayList<>(line.size());
    for (int i = 0; i < line.size(); i++) {
      hits.add(new Kept(line.get(i).hit, line.get(i).anchors));
    }
    return new Contents(key, judgedTo, hits);
  }

  /** How many hits it holds. */
  public int size() {
    return line.size();
  }

  /** Whether there is nothing to remember: then it may be dropped, and a new one made later. */
  public boolean isEmpty() {
    return line.size() == 0;
  }

  List<String> key() {
    return key;
  }

  long judgedTo() {
    return judgedTo;
  }

  void judgedTo(long watermark) {
    judgedTo = watermark;
  }

  boolean holds(String eventId) {
    return byId.containsKey(eventId);
  }

  void hold(Entry entry) {
    byId.put(entry.id(), entry);
    line.add(entry);
  }

  Entry get(int index) {
    return line.get(index);
  }

  void removeOldest() {
    Entry entry = line.get(0);
    line.remove(entry);
    byId.remove(entry.id());
    for (Occurrence occurrence : entry.occurrences) {
      occurrence.group.home().remove(occurrence);
    }
  }

  @Nullable List<NodeIndex> nodes() {
    return nodes;
  }

  void nodes(List<NodeIndex> made) {
    nodes = made;
  }
}
