package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Hit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An anchor of a correlation in one of its groups. Anchor and group depend only on the set of
 * events; {@code events} and {@code inWindow} say what was known when it fired.
 *
 * @param anchor the event whose window satisfies the condition
 * @param group value by group name, in the order of the file
 * @param events the hits in the window, and for nested correlations those in the windows of their
 *     anchors: oldest first, the newest {@link Limits#events()} of them, the anchor included
 * @param inWindow how many different events the outermost window held
 */
public record Match(Hit anchor, Map<String, String> group, List<Hit> events, long inWindow) {
  public Match {
    group = Collections.unmodifiableMap(new LinkedHashMap<>(group));
    events = List.copyOf(events);
  }
}
