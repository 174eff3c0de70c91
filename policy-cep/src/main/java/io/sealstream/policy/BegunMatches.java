package io.sealstream.policy;

import io.sealstream.policy.EventStory.Begun;
import io.sealstream.policy.EventStory.EventAt;
import io.sealstream.policy.plan.Hit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of the begun matches of one group of a sequence, as far as one event is concerned:
 * follows what the automaton holds, from when the event came.
 */
final class BegunMatches {
  private final Map<String, String> group;
  private final String event;
  private final StepsAhead ahead;
  private final List<Begun> told = new ArrayList<>();
  private final Map<Map<String, List<Hit>>, List<String>> passedOver = new HashMap<>();
  private Set<Map<String, List<Hit>>> last = Set.of();

  /** Where the automaton is. */
  private record Moment(
      long time,
      @Nullable Hit hit,
      boolean isEvent,
      List<Map<String, List<Hit>>> complete,
      Set<Map<String, List<Hit>>> begun) {

    boolean isAdvanced(Map<String, List<Hit>> match) {
      return hit != null
          && (complete.stream().anyMatch(more -> isLonger(more, match))
              || begun.stream().anyMatch(more -> isLonger(more, match)));
    }

    private static boolean isLonger(Map<String, List<Hit>> more, Map<String, List<Hit>> match) {
      return !more.equals(match)
          && match.entrySet().stream()
              .allMatch(
                  step -> more.getOrDefault(step.getKey(), List.of()).containsAll(step.getValue()));
    }
  }

  BegunMatches(Map<String, String> group, String event, StepsAhead ahead) {
    this.group = group;
    this.event = event;
    this.ahead = ahead;
  }

  List<Begun> told() {
    return told;
  }

  /** The automaton was told the time, or took a hit. */
  void next(
      long time,
      @Nullable Hit hit,
      List<Map<String, List<Hit>>> complete,
      List<Map<String, List<Hit>>> begun) {
    boolean isEvent = hit != null && hit.eventId().equals(event);
    var now = new Moment(time, hit, isEvent, complete, new LinkedHashSet<>(begun));
    for (Map<String, List<Hit>> match : last) {
      if (isEvent || holds(match)) {
        follow(match, now);
      }
    }
    complete.stream()
        .distinct()
        .filter(this::holds)
        .forEach(match -> told.add(begun(match, "complete", time)));
    last = now.begun();
  }

  /** Of the matches that were begun only these are left: the group had too many. */
  void givenUp(long time, List<Map<String, List<Hit>>> begun) {
    var left = new LinkedHashSet<>(begun);
    for (Map<String, List<Hit>> match : last) {
      if (!left.contains(match)) {
        if (holds(match)) {
          told.add(begun(match, "given up: the group had too many", time));
        }
        passedOver.remove(match);
      }
    }
    last = left;
  }

  private void follow(Map<String, List<Hit>> match, Moment now) {
    Hit hit = now.hit();
    boolean isComplete = now.complete().contains(match); // by time alone
    boolean isAdvanced = now.isAdvanced(match);
    boolean remains = now.begun().contains(match);
    if (hit != null && !isAdvanced) {
      passedOver
          .computeIfAbsent(match, made -> new ArrayList<>())
          .addAll(ahead.whyNotTaken(match, hit));
    }
    if (!remains && !isComplete && !isAdvanced) {
      told.add(
          begun(
              match,
              ahead.whyEnded(match, now.time(), hit, !now.complete().isEmpty()),
              now.time()));
    } else if (remains && now.isEvent() && !isAdvanced) {
      told.add(begun(match, "not taken further by the event", now.time()));
    }
    if (!remains) {
      passedOver.remove(match);
    }
  }

  private boolean holds(Map<String, List<Hit>> match) {
    return match.values().stream()
        .anyMatch(hits -> hits.stream().anyMatch(hit -> hit.eventId().equals(event)));
  }

  private Begun begun(Map<String, List<Hit>> match, String end, long time) {
    Map<String, List<EventAt>> steps = new LinkedHashMap<>();
    ahead.inOrder(match).forEach((step, hits) -> steps.put(step, EventAt.of(hits)));
    return new Begun(
        group,
        holds(match),
        steps,
        ahead.waitsFor(match),
        end,
        Instant.ofEpochMilli(time).toString(),
        passedOver.getOrDefault(match, List.of()).stream().distinct().toList());
  }
}
