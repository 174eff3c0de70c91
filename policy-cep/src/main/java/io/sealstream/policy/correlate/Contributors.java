package io.sealstream.policy.correlate;

import io.sealstream.policy.correlate.CorrelationState.Anchor;
import io.sealstream.policy.plan.Grouping;
import io.sealstream.policy.plan.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects the newest hits that an anchor rests on. */
final class Contributors {
  private static final Comparator<Entry> OLDEST_FIRST =
      Comparator.comparingLong(Entry::time).thenComparing(Entry::id);

  private final Plan plan;
  private final List<NodeIndex> nodes;

  Contributors(Plan plan, List<NodeIndex> nodes) {
    this.plan = plan;
    this.nodes = nodes;
  }

  Match match(Occurrence anchor) {
    GroupIndex group = anchor.group;
    int afterLast = group.line.upTo(anchor.time());
    int first = group.line.before(group.startOf(anchor.time()));
    Map<String, String> named =
        Grouping.named(plan.outermost().correlation().groupNames(), group.key);
    List<Hit> hits = nodes.size() == 1 ? flat(anchor, first, afterLast) : nested(anchor);
    return new Match(anchor.entry.hit, named, hits, afterLast - first);
  }

  /** The anchor is always among them, also where many events have its time. */
  private List<Hit> flat(Occurrence anchor, int first, int afterLast) {
    int limit = plan.limits().events();
    List<Hit> hits = new ArrayList<>(Math.min(limit, afterLast - first));
    for (int i = Math.max(first, afterLast - limit); i < afterLast; i++) {
      hits.add(anchor.group.line.get(i).entry.hit);
    }
    Hit oldest = anchor.group.line.get(first).entry.hit;
    if (!oldest.isCarried() && hits.stream().allMatch(Hit::isCarried)) {
      hits.set(0, oldest); // what it began with says that it counts
    }
    int sameTime = afterLast - anchor.group.line.before(anchor.time());
    if (sameTime > limit && !hits.contains(anchor.entry.hit)) {
      hits.set(0, anchor.entry.hit);
    }
    return hits;
  }

  private List<Hit> nested(Occurrence anchor) {
    NavigableSet<Entry> newest = new TreeSet<>(OLDEST_FIRST);
    collect(anchor, newest);
    if (newest.add(anchor.entry)) {
      Entry oldest = newest.first();
      newest.remove(oldest == anchor.entry ? newest.higher(oldest) : oldest);
    }
    if (newest.stream().allMatch(entry -> entry.hit.isCarried())) {
      Entry began = notCarried(anchor);
      if (began != null) {
        newest.remove(newest.first() == anchor.entry ? newest.last() : newest.first());
        newest.add(began); // what it began with says that it counts
      }
    }
    return newest.stream().map(entry -> entry.hit).toList();
  }

  private @Nullable Entry notCarried(Occurrence anchor) {
    GroupIndex group = anchor.group;
    int afterLast = group.line.upTo(anchor.time());
    for (int i = group.line.before(group.startOf(anchor.time())); i < afterLast; i++) {
      Occurrence occurrence = group.line.get(i);
      if (!occurrence.entry.hit.isCarried()) {
        return occurrence.entry;
      }
      for (Occurrence inner : anchorsBehind(occurrence)) {
        Entry began = notCarried(inner);
        if (began != null) {
          return began;
        }
      }
    }
    return null;
  }

  /** Newest first, until what follows is older than all that is kept. */
  private void collect(Occurrence anchor, NavigableSet<Entry> newest) {
    GroupIndex group = anchor.group;
    int first = group.line.before(group.startOf(anchor.time()));
    for (int i = group.line.upTo(anchor.time()) - 1; i >= first; i--) {
      Occurrence occurrence = group.line.get(i);
      if (isFull(newest) && occurrence.time() < newest.first().time()) {
        return;
      }
      newest.add(occurrence.entry);
      if (newest.size() > plan.limits().events()) {
        newest.pollFirst();
      }
      for (Occurrence inner : anchorsBehind(occurrence)) {
        collect(inner, newest);
      }
    }
  }

  private boolean isFull(NavigableSet<Entry> newest) {
    return newest.size() == plan.limits().events();
  }

  /** What the event is an anchor of that makes it an occurrence here. */
  private List<Occurrence> anchorsBehind(Occurrence occurrence) {
    Entry entry = occurrence.entry;
    List<Occurrence> result = new ArrayList<>();
    for (Anchor anchor : entry.anchors) {
      NodeIndex inner = nodes.get(anchor.node());
      if (inner.node.parent() == occurrence.group.home().node.ordinal()) {
        List<List<String>> groups =
            occurrence.group.home().node.groups(inner.node, entry.hit, anchor.group()).rows();
        GroupIndex group = inner.existing(anchor.group());
        Occurrence behind = group == null ? null : entry.in(group);
        if (behind != null && groups.contains(occurrence.group.key)) {
          result.add(behind);
        }
      }
    }
    return result;
  }
}
