package io.sealstream.cli.policy;

import io.sealstream.policy.EventStory;
import io.sealstream.policy.EventStory.Begun;
import io.sealstream.policy.EventStory.EventAt;
import io.sealstream.policy.EventStory.Finding;
import io.sealstream.policy.EventStory.Trigger;
import io.sealstream.policy.EventStory.Window;
import io.sealstream.policy.PolicyExplanation;
import io.sealstream.policy.PolicyExplanation.ExceptionExplanation;
import io.sealstream.policy.PolicyExplanation.RuleExplanation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An explanation for people, line by line. */
final class ExplanationWords {
  private final PolicyExplanation explanation;
  private final List<String> lines = new ArrayList<>();

  private ExplanationWords(PolicyExplanation explanation) {
    this.explanation = explanation;
  }

  static List<String> of(PolicyExplanation explanation) {
    var words = new ExplanationWords(explanation);
    words.verdict();
    explanation.rules().forEach(words::rule);
    words.exception();
    EventStory story = explanation.story();
    if (story != null) {
      words.story(story);
    }
    return words.lines;
  }

  private void add(String line) {
    lines.add(line);
  }

  private void verdict() {
    add(
        "%s@%s (%s, %s): %s"
            .formatted(
                explanation.policy(),
                explanation.version(),
                explanation.kind(),
                explanation.governs(),
                explanation.outcome()));
    if (explanation.inForce() != null) {
      add("  not in force at the event's time: %s was".formatted(explanation.inForce()));
    }
    if (explanation.ifInForce() != null) {
      add("  if it had been in force: %s".formatted(explanation.ifInForce()));
    }
  }

  private void rule(RuleExplanation rule) {
    add(
        "  rule %s: %s%s%s"
            .formatted(
                rule.title(),
                rule.matches() ? "matches" : "does not match",
                rule.logSource() ? "" : ", is about another log source",
                rule.readable() ? "" : ", cannot read the vendor's JSON: it is no object"));
    rule.selections().forEach((name, truth) -> add("    %s: %s".formatted(name, truth)));
    rule.values().forEach((field, values) -> add("    %s = %s".formatted(field, values)));
  }

  private void exception() {
    ExceptionExplanation exception = explanation.exception();
    if (exception != null) {
      add(
          "  exception %s, approved by %s until %s: %s"
              .formatted(
                  exception.id(), exception.approver(), exception.expires(), exception.reason()));
    }
  }

  private void story(EventStory story) {
    story
        .lacking()
        .forEach(
            field ->
                add("  takes no part where it is grouped by %s: it has none".formatted(field)));
    story
        .groups()
        .forEach(part -> add("  in group %s: %s".formatted(group(part.group()), part.became())));
    story.windows().forEach(this::window);
    story
        .notReached()
        .forEach(name -> add("  no window of %s ends with the event".formatted(name)));
    story.matches().forEach(match -> match(match, story));
    story.triggers().forEach(trigger -> trigger(trigger, story));
    story.findings().forEach(this::finding);
  }

  private void window(Window window) {
    add(
        "  window of %s (%s), group %s: %s of %s within %s: %s"
            .formatted(
                window.correlation(),
                window.type(),
                group(window.group()),
                came(window),
                window.condition(),
                window.within(),
                window.satisfied() ? "met" : "not met"));
    add(
        "    from %s to %s: %d events%s"
            .formatted(
                window.from(), window.to(), window.size(), newest(window.size(), window.events())));
    window.events().forEach(event -> add("      %s  %s".formatted(event.time(), event.id())));
  }

  private static String came(Window window) {
    if (!window.present().isEmpty()) {
      String missing =
          window.missing().isEmpty() ? "" : ", without " + String.join(", ", window.missing());
      return String.join(" then ", window.present()) + missing;
    }
    return window.values().isEmpty() ? "no number" : String.join(" and ", window.values());
  }

  private static String newest(int size, List<EventAt> events) {
    return size > events.size() ? ", the newest %d".formatted(events.size()) : "";
  }

  private void match(Begun match, EventStory story) {
    add(
        "  match in group %s%s: %s%s%s"
            .formatted(
                group(match.group()),
                match.holdsEvent() ? "" : ", begun before the event",
                match.waitsFor().isEmpty() ? "" : "waited for %s; ".formatted(match.waitsFor()),
                match.end(),
                at(match.endTime(), story)));
    match
        .steps()
        .forEach(
            (step, events) ->
                events.forEach(
                    event -> add("    %s: %s  %s".formatted(step, event.time(), event.id()))));
    match.passedOver().forEach(why -> add("    not taken: %s".formatted(why)));
  }

  private void trigger(Trigger trigger, EventStory story) {
    add(
        "  trigger %s in group %s: %s, decided%s"
            .formatted(
                trigger.trigger().id(),
                group(trigger.group()),
                trigger.sparedBy().isEmpty() ? "nothing spared it" : "spared",
                at(trigger.decidedAt(), story)));
    trigger.sparedBy().forEach(event -> add("    by %s  %s".formatted(event.time(), event.id())));
  }

  /** The time, and whether the history goes so far. */
  private static String at(String time, EventStory story) {
    boolean isBehind =
        !story.historyEnds().isEmpty()
            && Instant.parse(time).isAfter(Instant.parse(story.historyEnds()));
    return " at %s%s"
        .formatted(
            time,
            isBehind
                ? " (the history ends at %s: as if nothing more came)"
                    .formatted(story.historyEnds())
                : "");
  }

  private void finding(Finding finding) {
    String events = finding.events().stream().map(EventAt::id).collect(Collectors.joining(", "));
    add(
        "  %s in group %s, anchor %s at %s, of %s"
            .formatted(
                finding.outcome(),
                group(finding.group()),
                finding.anchor().id(),
                finding.anchor().time(),
                events));
    if (finding.outcome().equals("deduplicated")) {
      add(
          "    told before, with anchor %s at %s"
              .formatted(finding.told().id(), finding.told().time()));
    }
  }

  private static String group(Map<String, String> group) {
    return group.isEmpty()
        ? "of all events"
        : group.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(", "));
  }
}
