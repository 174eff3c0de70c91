package io.sealstream.policy;

import io.sealstream.policy.plan.Hit;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a policy over several events made of one event, in the history that it was given. Times are
 * ISO instants. Immutable.
 *
 * @param historyEnds the time of the newest event: what is decided later is decided as if nothing
 *     more came
 * @param groups those that the event belongs to
 * @param lacking the fields that a rule it hits groups by and the event has no value of: as a hit
 *     of that rule it takes no part
 * @param windows of a correlation and of those it refers to: the windows that end with the event,
 *     the innermost first
 * @param notReached the correlations no window of which ends with the event: it hits no rule of
 *     theirs, or completes nothing that they refer to
 * @param matches of a sequence: the matches that were begun when it came, or that it took part in
 * @param triggers of an absence: the event, or those that it spares
 * @param findings those that name the event
 */
public record EventStory(
    String historyEnds,
    List<Part> groups,
    List<String> lacking,
    List<Window> windows,
    List<String> notReached,
    List<Begun> matches,
    List<Trigger> triggers,
    List<Finding> findings) {
  static final int SHOWN = 20;

  public EventStory {
    groups = List.copyOf(groups);
    lacking = List.copyOf(lacking);
    windows = List.copyOf(windows);
    notReached = List.copyOf(notReached);
    matches = List.copyOf(matches);
    triggers = List.copyOf(triggers);
    findings = List.copyOf(findings);
  }

  /** An event of the history. */
  public record EventAt(String id, String time) {
    static EventAt of(Hit hit) {
      return new EventAt(hit.eventId(), Instant.ofEpochMilli(hit.timeMillis()).toString());
    }

    /** The newest of them, in their order. */
    static List<EventAt> of(List<Hit> hits) {
      return hits.stream().skip(Math.max(0, hits.size() - SHOWN)).map(EventAt::of).toList();
    }
  }

  /**
   * That the event belongs to a group.
   *
   * @param became {@code taken}; {@code late}: behind the watermark, and used all the same; {@code
   *     too late}; {@code repeated}; {@code left out}: the group held too many
   */
  public record Part(Map<String, String> group, String became) {
    public Part {
      group = ordered(group);
    }
  }

  /**
   * A window of a correlation.
   *
   * @param correlation its name
   * @param type as files write it
   * @param within the time span
   * @param size how many events are in it
   * @param events the newest of them, oldest first
   * @param values what was held against the condition: none where the events have no such number
   * @param present of a temporal correlation the rules that occur, by their last events
   * @param missing of a temporal correlation the others
   * @param satisfied whether the condition held
   */
  public record Window(
      String correlation,
      String type,
      Map<String, String> group,
      String from,
      String to,
      String within,
      int size,
      List<EventAt> events,
      List<String> values,
      List<String> present,
      List<String> missing,
      String condition,
      boolean satisfied) {
    public Window {
      group = ordered(group);
      events = List.copyOf(events);
      values = List.copyOf(values);
      present = List.copyOf(present);
      missing = List.copyOf(missing);
    }
  }

  /**
   * A match of a sequence that was begun.
   *
   * @param holdsEvent whether the event took a step of it
   * @param steps the events that took each step, by its id
   * @param waitsFor the steps that may come next; empty where none has to
   * @param end what ended it: {@code complete}, or why it went no further
   * @param endTime when
   * @param passedOver events that hit a rule of a step that it waited for, and why they did not
   *     take it
   */
  public record Begun(
      Map<String, String> group,
      boolean holdsEvent,
      Map<String, List<EventAt>> steps,
      String waitsFor,
      String end,
      String endTime,
      List<String> passedOver) {
    public Begun {
      group = ordered(group);
      steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
      passedOver = List.copyOf(passedOver);
    }
  }

  /**
   * A trigger of an absence.
   *
   * @param sparedBy the expected events that came, oldest first; where there are none it is found
   * @param decidedAt the event time by which it is
   */
  public record Trigger(
      Map<String, String> group, EventAt trigger, List<EventAt> sparedBy, String decidedAt) {
    public Trigger {
      group = ordered(group);
      sparedBy = List.copyOf(sparedBy);
    }
  }

  /**
   * Something that was found.
   *
   * @param id the violation's
   * @param outcome {@code violation} or {@code shadow}; {@code deduplicated}: an earlier finding
   *     has the same id; {@code not counted}: it began when the version was not in force
   * @param anchor the event that completed it
   * @param told the anchor of the finding that was told under the id
   * @param events those that it names
   */
  public record Finding(
      String id,
      String outcome,
      Map<String, String> group,
      EventAt anchor,
      EventAt told,
      List<EventAt> events) {
    public Finding {
      group = ordered(group);
      events = List.copyOf(events);
    }
  }

  private static Map<String, String> ordered(Map<String, String> group) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(group));
  }
}
