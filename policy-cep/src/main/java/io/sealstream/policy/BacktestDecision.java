package io.sealstream.policy;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a policy made of history.
 *
 * @param id of a violation and of a shadow finding, the id that the job gives; of what an exception
 *     held back, that of the policy and the event. What has one id and outcome is one decision
 * @param file the policy's file, by its name
 * @param group value by group name; empty where the policy has no groups, and where an exception
 *     held an event back
 * @param eventIds those that took part, of very many the newest: by time and id, the anchor last
 * @param time of the anchor
 */
public record BacktestDecision(
    String id,
    String policyId,
    String version,
    String file,
    Map<String, String> group,
    List<String> eventIds,
    Instant time,
    Outcome outcome) {

  /** What becomes of what a policy finds. */
  public enum Outcome {
    /** It is told. */
    VIOLATION,
    /**
     * An exception held it back; of a policy over several events, the event that would take part.
     */
    SUPPRESSED,
    /** Found, and not told: the policy does not enforce here. */
    SHADOW
  }

  public BacktestDecision {
    group = Collections.unmodifiableMap(new LinkedHashMap<>(group));
    eventIds = List.copyOf(eventIds);
  }

  /** The event that completed it. */
  public String anchor() {
    return eventIds.get(eventIds.size() - 1);
  }
}
