package io.sealstream.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.cli.conformance.Dataset.Recorded;
import io.sealstream.policy.CorrelationReplay.Delivered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Correlations over the events of the pack. Delivered in the order of the file. */
final class CorrelationEventsPart implements ConformancePart {
  static final String START = "correlation-on-";

  /** By where the expected groups stand, whether events of equal time satisfy an order there. */
  private static final Map<String, Boolean> TIES =
      Map.of("expected_fired_groups", false, "expected_fired_groups_ties_allowed", true);

  @Override
  public String name() {
    return "correlation-on-events";
  }

  @Override
  public Optional<String> obstacle(Pack pack) {
    return pack.names("expected", START, ".json").isEmpty()
        ? Optional.of("expected/" + START + "*.json is not there")
        : Optional.empty();
  }

  @Override
  public void run(Pack pack, Score score) {
    for (String name : pack.names("expected", START, ".json")) {
      String file = "expected/" + name;
      try {
        run(pack, file, new Vector(pack.json(file)), score);
      } catch (UnreadableException e) {
        score.fail(file, "cannot be read: " + e.getMessage());
      }
    }
  }

  private static void run(Pack pack, String file, Vector expectation, Score score) {
    String dataset = "events/" + expectation.require("dataset").asText() + ".jsonl";
    if (!pack.has(dataset)) {
      score.line("skipped: " + file + " (" + dataset + " is not there)");
      return;
    }
    List<Delivered> events = events(Dataset.read(pack, dataset).events());
    if (TIES.keySet().stream().noneMatch(expectation.node()::has)) {
      throw new UnreadableException("it has none of " + TIES.keySet());
    }
    for (var policy : Vector.map(expectation.require("policies"), "policies").properties()) {
      TIES.keySet().stream()
          .sorted()
          .filter(expectation.node()::has)
          .forEach(
              groups ->
                  score.check(
                      file + " " + policy.getKey() + " " + groups,
                      () ->
                          CorrelationPart.verdict(
                              Vector.list(policy.getValue(), policy.getKey()),
                              Boolean.TRUE.equals(TIES.get(groups)),
                              events,
                              Vector.groups(
                                  new Vector(expectation.require(groups)).require(policy.getKey()),
                                  groups))));
    }
  }

  private static List<Delivered> events(List<Recorded> recorded) {
    var events = new ArrayList<Delivered>();
    for (Recorded each : recorded) {
      String original = each.event().getOriginal();
      JsonNode json = original == null ? Vector.empty() : Pack.json(original, each.id());
      events.add(new Delivered(each.event().getTime(), each.event().getLogSource(), json));
    }
    return events;
  }
}
