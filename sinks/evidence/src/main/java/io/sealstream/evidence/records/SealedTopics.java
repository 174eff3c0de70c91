package io.sealstream.evidence.records;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The topics that are sealed.
 *
 * @param kinds what the records of each are
 * @param holesAllowed those written in transactions or compacted: their holes are control slots
 */
public record SealedTopics(Map<String, RecordKind> kinds, Set<String> holesAllowed)
    implements Serializable {

  public SealedTopics {
    // Sorted, so that two configurations with the same topics print the same.
    kinds = Collections.unmodifiableMap(new TreeMap<>(kinds));
    holesAllowed = Collections.unmodifiableSet(new TreeSet<>(holesAllowed));
  }

  /** Topics of events, without holes. */
  public static SealedTopics ofEvents(Collection<String> topics) {
    Map<String, RecordKind> kinds = new TreeMap<>();
    topics.forEach(topic -> kinds.put(topic, RecordKind.EVENTS));
    return new SealedTopics(kinds, Set.of());
  }

  /** Every topic, sorted. */
  public List<String> names() {
    return List.copyOf(kinds.keySet());
  }

  /** Whether a hole of the topic is a control slot. */
  public boolean hasHoles(String topic) {
    return holesAllowed.contains(topic);
  }

  /**
   * What the topic's records are.
   *
   * @throws IllegalArgumentException for a topic that is not sealed
   */
  public RecordKind kind(String topic) {
    RecordKind kind = kinds.get(topic);
    if (kind == null) {
      throw new IllegalArgumentException("the topic " + topic + " is not sealed");
    }
    return kind;
  }
}
