package io.sealstream.policy;

import io.sealstream.policy.correlate.Times;
import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.plan.Sequence.Comparison;
import io.sealstream.policy.plan.Sequence.Contiguity;
import io.sealstream.policy.plan.Sequence.Loop;
import io.sealstream.policy.plan.Sequence.Skip;
import io.sealstream.policy.plan.Sequence.Step;
import io.sealstream.policy.sequence.Comparisons;
import io.sealstream.policy.yaml.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a begun match of a sequence waits for, and what an event means to it. */
record StepsAhead(Sequence sequence, List<FieldPath> slots) {
  StepsAhead {
    slots = List.copyOf(slots);
  }

  /** The steps that an event may take next, and those that none may take before. */
  private record Ahead(List<Step> possible, List<Step> negative) {}

  private Ahead ahead(Map<String, List<Hit>> match) {
    var ahead = new Ahead(new ArrayList<>(), new ArrayList<>());
    List<Step> steps = sequence.steps();
    int place = lastTaken(match);
    if (place >= 0) {
      Step last = steps.get(place);
      int took = match.getOrDefault(last.id(), List.of()).size();
      if (took < last.loop().most()) {
        ahead.possible().add(last);
      }
      if (took < last.loop().least()) {
        return ahead;
      }
    }
    for (Step step : steps.subList(place + 1, steps.size())) {
      (step.link().negative() ? ahead.negative() : ahead.possible()).add(step);
      if (!step.link().negative() && !step.link().optional()) {
        break;
      }
    }
    return ahead;
  }

  private int lastTaken(Map<String, List<Hit>> match) {
    int last = sequence.steps().size() - 1;
    while (last >= 0 && !match.containsKey(sequence.steps().get(last).id())) {
      last--;
    }
    return last;
  }

  /** The steps that may come next; empty where none is left that an event takes. */
  String waitsFor(Map<String, List<Hit>> match) {
    return ahead(match).possible().stream()
        .map(step -> name(step, match))
        .collect(Collectors.joining(" or "));
  }

  private static String name(Step step, Map<String, List<Hit>> match) {
    int took = match.getOrDefault(step.id(), List.of()).size();
    int least = step.loop().least();
    return least == 1 ? step.id() : "%s (%d of %d)".formatted(step.id(), took, least);
  }

  /** The match with its steps in the order of the file. */
  Map<String, List<Hit>> inOrder(Map<String, List<Hit>> match) {
    Map<String, List<Hit>> ordered = new LinkedHashMap<>();
    for (Step step : sequence.steps()) {
      List<Hit> hits = match.get(step.id());
      if (hits != null) {
        ordered.put(step.id(), hits);
      }
    }
    return ordered;
  }

  /** For each step that the match waits for and whose rules the event hits: what does not hold. */
  List<String> whyNotTaken(Map<String, List<Hit>> match, Hit hit) {
    return ahead(match).possible().stream()
        .filter(step -> (step.rules() & hit.rules()) != 0)
        .map(
            step -> "%s for step %s: %s".formatted(hit.eventId(), step.id(), why(step, match, hit)))
        .toList();
  }

  private String why(Step step, Map<String, List<Hit>> match, Hit hit) {
    List<String> failed =
        step.where().stream()
            .filter(comparison -> !holds(comparison, match, hit))
            .map(comparison -> text(comparison, match, hit))
            .toList();
    return failed.isEmpty()
        ? "its where-conditions hold, but the event is not later, or another step takes it"
        : String.join(", ", failed);
  }

  private static boolean holds(Comparison comparison, Map<String, List<Hit>> match, Hit hit) {
    return Comparisons.holds(comparison, hit, match.getOrDefault(comparison.step(), List.of()));
  }

  private String text(Comparison comparison, Map<String, List<Hit>> match, Hit hit) {
    List<String> theirs =
        match.getOrDefault(comparison.step(), List.of()).stream()
            .flatMap(other -> other.values().get(comparison.toSlot()).stream())
            .toList();
    return "%s %s %s of %s is not met: %s against %s"
        .formatted(
            slots.get(comparison.slot()).name(),
            comparison.operator().name().toLowerCase(Locale.ROOT),
            slots.get(comparison.toSlot()).name(),
            comparison.step(),
            hit.values().get(comparison.slot()),
            theirs);
  }

  /**
   * Why a match is not begun any more.
   *
   * @param time what the automaton was told
   * @param hit null where only time went on
   * @param othersComplete whether others were complete at that moment
   */
  String whyEnded(
      Map<String, List<Hit>> match, long time, @Nullable Hit hit, boolean othersComplete) {
    Ahead ahead = ahead(match);
    boolean isSkipped = othersComplete && sequence.skip().kind() != Skip.Kind.NO_SKIP;
    if (hit == null) {
      return isSkipped && time < end(match)
          ? "another match was complete, and this one is skipped"
          : "%s passed since its first event"
              .formatted(DurationText.of(Duration.ofMillis(sequence.withinMillis())));
    }
    for (Step step : ahead.negative()) {
      if ((step.rules() & hit.rules()) != 0
          && step.where().stream().allMatch(each -> holds(each, match, hit))) {
        return "%s came, which step %s says must not".formatted(hit.eventId(), step.id());
      }
    }
    boolean isUntil =
        ahead.possible().stream().anyMatch(step -> (step.loop().until() & hit.rules()) != 0);
    if (isUntil) {
      return hit.eventId() + " came, which ends the loop";
    }
    if (ahead.possible().stream().anyMatch(step -> isStrict(step, match))) {
      return hit.eventId() + " came in between, where the next event must take the step";
    }
    return isSkipped
        ? "%s completed another match, and this one is skipped".formatted(hit.eventId())
        : "ended when %s came".formatted(hit.eventId());
  }

  /** When its time is over, whatever else happens. */
  private long end(Map<String, List<Hit>> match) {
    long first =
        match.values().stream()
            .flatMap(List::stream)
            .mapToLong(Hit::timeMillis)
            .min()
            .orElseThrow();
    return Times.plus(first, sequence.withinMillis());
  }

  private static boolean isStrict(Step step, Map<String, List<Hit>> match) {
    Loop loop = step.loop();
    return (match.containsKey(step.id()) ? loop.inner() : step.link().contiguity())
        == Contiguity.STRICT;
  }
}
