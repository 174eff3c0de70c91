package io.sealstream.policy.correlate;

import io.sealstream.policy.correlate.CorrelationState.Anchor;
import io.sealstream.policy.plan.Hit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call's work on one state: puts hits into the groups, judges what they may have made an
 * anchor, nested correlations first, and hands nested anchors on to the correlation around them.
 */
final class Pass {
  private final Plan plan;
  private final CorrelationState state;
  private final List<NodeIndex> nodes;
  private final Output out;

  /** The event whose windows are told, whatever they come to. */
  private final @Nullable String watched;

  /** Groups that got something on which they fire: from which time to which. */
  private final Map<GroupIndex, Range> touched = new LinkedHashMap<>();

  private record Range(long first, long last) {
    Range with(long time) {
      return new Range(Math.min(first, time), Math.max(last, time));
    }
  }

  Pass(Plan plan, CorrelationState state, List<NodeIndex> nodes, Output out) {
    this.plan = plan;
    this.state = state;
    this.nodes = nodes;
    this.out = out;
    this.watched = out.watched();
  }

  /** Makes the hit an occurrence wherever it is one. */
  void insert(Entry entry) {
    for (NodeIndex index : nodes) {
      for (Node.Leaf leaf : index.node.leaves()) {
        if (entry.hit.hits(leaf.rule())) {
          for (List<String> group : index.node.groups(leaf, entry.hit).rows()) {
            if (index.node.keyOf(group).equals(state.key())) {
              insert(index, group, entry, leaf.member());
            }
          }
        }
      }
    }
  }

  private void insert(NodeIndex index, List<String> key, Entry entry, int member) {
    int known = entry.occurrences.size();
    GroupIndex group = index.group(key);
    Occurrence occurrence = group.insert(entry, member);
    boolean isNew = entry.occurrences.size() > known;
    index.node.reportValues(entry.hit, member, out);
    if (index.node.onArrival()) {
      if (isNew) {
        group.unfired.add(occurrence);
      }
      Range at = new Range(entry.time(), entry.time());
      touched.merge(group, at, (range, same) -> range.with(entry.time()));
    } else if (isNew && entry.time() > state.judgedTo()) {
      index.pending.add(occurrence);
    }
  }

  /** Puts back what a persisted hit was found to be. */
  void restore(Entry entry) {
    insert(entry);
    List<Anchor> anchors = new ArrayList<>(entry.anchors);
    for (NodeIndex index : nodes) {
      for (Anchor anchor : anchors) {
        if (anchor.node() == index.node.ordinal()) {
          GroupIndex group = index.existing(anchor.group());
          Occurrence occurrence = group == null ? null : entry.in(group);
          if (occurrence != null) {
            occurrence.group.unfired.remove(occurrence);
          }
          handOn(index, anchor.group(), entry);
        }
      }
    }
  }

  /** Judges what the insertions may have made an anchor and no later arrival can undo. */
  void judgeArrivals() {
    for (NodeIndex index : nodes) {
      if (index.node.onArrival()) {
        takeTouched(index).forEach((group, range) -> judgeArrivals(index, group, range));
      }
    }
  }

  private void judgeArrivals(NodeIndex index, GroupIndex group, Range range) {
    for (Occurrence occurrence : candidates(group, range)) {
      if (isAnchor(occurrence)) {
        group.unfired.remove(occurrence);
        fire(index, occurrence);
      }
    }
  }

  private Map<GroupIndex, Range> takeTouched(NodeIndex index) {
    Map<GroupIndex, Range> taken = new LinkedHashMap<>(touched);
    taken.keySet().removeIf(group -> group.home() != index);
    touched.keySet().removeAll(taken.keySet());
    return taken;
  }

  /** Windows that hold something new end between the first of it and a span after the last. */
  private static List<Occurrence> candidates(GroupIndex group, Range range) {
    int first = group.unfired.before(range.first());
    int afterLast = group.unfired.upTo(group.endOf(range.last()));
    List<Occurrence> result = new ArrayList<>(afterLast - first);
    for (int i = first; i < afterLast; i++) {
      result.add(group.unfired.get(i));
    }
    return result;
  }

  /** Judges everything that had to wait for this watermark. */
  void judgeUpTo(long watermark) {
    for (NodeIndex index : nodes) {
      while (index.pending.size() > 0 && index.pending.get(0).time() <= watermark) {
        Occurrence occurrence = index.pending.get(0);
        index.pending.remove(occurrence);
        if (isAnchor(occurrence)) {
          fire(index, occurrence);
        }
      }
    }
  }

  private boolean isAnchor(Occurrence occurrence) {
    boolean isAnchor = occurrence.group.isAnchor(occurrence);
    if (occurrence.id().equals(watched)) {
      out.judged(WindowReading.of(occurrence, isAnchor));
    }
    return isAnchor;
  }

  private void fire(NodeIndex index, Occurrence occurrence) {
    Entry entry = occurrence.entry;
    List<String> group = occurrence.group.key;
    if (index.node.onArrival() || !index.node.isOutermost()) {
      entry.anchors.add(new Anchor(index.node.ordinal(), group));
    }
    if (index.node.isOutermost()) {
      out.match(new Contributors(plan, nodes).match(occurrence));
    } else {
      handOn(index, group, entry);
    }
  }

  private void handOn(NodeIndex nested, List<String> nestedGroup, Entry entry) {
    if (nested.node.isOutermost()) {
      return;
    }
    NodeIndex outer = nodes.get(nested.node.parent());
    Hit hit = entry.hit;
    Combinations groups = outer.node.groups(nested.node, hit, nestedGroup);
    if (groups.cut() > 0) {
      out.lost(Loss.GROUPS_CUT, groups.cut());
    }
    for (List<String> group : groups.rows()) {
      insert(outer, group, entry, nested.node.memberInParent());
    }
  }
}
