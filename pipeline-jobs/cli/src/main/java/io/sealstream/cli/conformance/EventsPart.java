package io.sealstream.cli.conformance;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of the pack over its events: exactly the expected pairs, none missing, none extra. */
final class EventsPart implements ConformancePart {
  private static final String END = ".jsonl";

  @Override
  public String name() {
    return "events";
  }

  @Override
  public Optional<String> obstacle(Pack pack) {
    if (pack.names("events", "", END).isEmpty()) {
      return Optional.of("events/*.jsonl is not there");
    }
    return pack.withoutRules();
  }

  @Override
  public void run(Pack pack, Score score) {
    for (String file : pack.names("events", "", END)) {
      String expectation = "expected/" + file.substring(0, file.length() - END.length()) + ".json";
      if (pack.has(expectation)) {
        run(pack, "events/" + file, expectation, score);
      } else {
        score.line("skipped: events/" + file + " (" + expectation + " is not there)");
      }
    }
    tellUnread(pack, score);
  }

  /** Expectations that no part knows: what they expect is not held against anything. */
  private static void tellUnread(Pack pack, Score score) {
    for (String file : pack.names("expected", "", ".json")) {
      String events = "events/" + file.substring(0, file.length() - ".json".length()) + END;
      boolean known =
          pack.has(events)
              || file.startsWith(CorrelationEventsPart.START)
              || file.endsWith(FieldMappingPart.END);
      if (!known) {
        score.line("skipped: expected/" + file + " (" + events + " is not there)");
      }
    }
  }

  private static void run(Pack pack, String events, String expectation, Score score) {
    try {
      Pairs expected = Pairs.expected(new Vector(pack.json(expectation)).require("rules"));
      Dataset dataset = Dataset.read(pack, events);
      unreadable(dataset.unreadable(), score);
      expected.scoreAgainst(Pairs.found(pack, Map.of(), dataset.events()), events, score);
    } catch (UnreadableException e) {
      score.fail(events, "cannot be read: " + expectation + ": " + e.getMessage());
    }
  }

  static void unreadable(List<String> lines, Score score) {
    lines.forEach(line -> score.fail(line, "expected an event, came none"));
  }
}
