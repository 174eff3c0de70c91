package io.sealstream.policy.correlate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The groups that one correlation of the plan has in one state. */
final class NodeIndex {
  final Node node;

  /** What the watermark has still to judge; empty where the node fires on arrival. */
  final TimeLine<Occurrence> pending = new TimeLine<>();

  private final Map<List<String>, GroupIndex> groups = new HashMap<>();

  NodeIndex(Node node) {
    this.node = node;
  }

  GroupIndex group(List<String> key) {
    return groups.computeIfAbsent(key, absent -> new GroupIndex(this, key));
  }

  @Nullable GroupIndex existing(List<String> key) {
    return groups.get(key);
  }

  void remove(Occurrence occurrence) {
    GroupIndex group = occurrence.group;
    group.remove(occurrence);
    pending.remove(occurrence);
    if (group.line.size() == 0) {
      groups.remove(group.key);
    }
  }
}
