package io.sealstream.schemas.sample;

import java.util.List;

/**
 * An attack hidden in the traffic.
 *
 * @param eventIds all its events, in their order
 * @param triggerIds those that a single-event rule for the story must find
 */
public record Story(String id, String tenant, List<String> eventIds, List<String> triggerIds) {
  public Story {
    eventIds = List.copyOf(eventIds);
    triggerIds = List.copyOf(triggerIds);
  }
}
