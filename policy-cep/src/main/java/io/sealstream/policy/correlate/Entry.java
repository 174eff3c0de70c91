package io.sealstream.policy.correlate;

import io.sealstream.policy.correlate.CorrelationState.Anchor;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Timed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hit that is held, what it was found to be an anchor of, and where the index has it. */
final class Entry implements Timed {
  final Hit hit;
  final List<Anchor> anchors = new ArrayList<>(1);
  final List<Occurrence> occurrences = new ArrayList<>(1);

  Entry(Hit hit) {
    this.hit = hit;
  }

  @Override
  public long time() {
    return hit.timeMillis();
  }

  @Override
  public String id() {
    return hit.eventId();
  }

  /** Its occurrence in that group; null where it has none. */
  @Nullable Occurrence in(GroupIndex group) {
    for (Occurrence occurrence : occurrences) {
      if (occurrence.group == group) {
        return occurrence;
      }
    }
    return null;
  }
}
