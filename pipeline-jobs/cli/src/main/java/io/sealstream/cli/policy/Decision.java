package io.sealstream.cli.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.policy.BacktestDecision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A decision as a line of a backtest's output.
 *
 * @param line the JSON
 */
record Decision(String policy, Instant time, List<String> events, Key key, String line) {
  /** By the anchor's time, the policy, the first event; then by the whole line. */
  static final Comparator<Decision> ORDER =
      Comparator.comparing(Decision::time)
          .thenComparing(Decision::policy)
          .thenComparing(decision -> decision.events().get(0))
          .thenComparing(Decision::line);

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What makes it the same decision in two backtests, whatever the policy's version and file.
   *
   * @param group with sorted names
   * @param anchor the last of the events
   */
  record Key(String policy, String group, String outcome, Instant time, String anchor) {}

  static Decision of(BacktestDecision made) {
    ObjectNode json = JSON.createObjectNode();
    json.put("policy", made.policyId()).put("file", made.file());
    // Envelopes have whole numbers, bare rules 1.
    json.put("version", Long.parseLong(made.version()));
    ObjectNode group = json.putObject("group");
    made.group().forEach(group::put);
    made.eventIds().forEach(json.putArray("events")::add);
    json.put("time", made.time().toString());
    json.put("outcome", made.outcome().name().toLowerCase(Locale.ROOT));
    return of(json);
  }

  private static Decision of(JsonNode json) {
    String policy = text(json, "policy");
    var time = Instant.parse(text(json, "time"));
    var events = new ArrayList<String>();
    json.path("events").forEach(event -> events.add(event.asText()));
    if (events.isEmpty()) {
      throw new IllegalArgumentException("it names no events");
    }
    var group = new ArrayList<String>();
    json.path("group").properties().forEach(e -> group.add(e.getKey() + '\0' + e.getValue()));
    String names = String.join("\0", group.stream().sorted().toList());
    String anchor = events.get(events.size() - 1);
    var key = new Key(policy, names, text(json, "outcome"), time, anchor);
    return new Decision(policy, time, List.copyOf(events), key, json.toString());
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return value.asText();
  }

  /**
   * Reads what a backtest printed; blank lines do not count.
   *
   * @throws IOException where the file cannot be read, or a line is no decision
   */
  static List<Decision> read(Path file) throws IOException {
    var decisions = new ArrayList<Decision>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        decisions.add(of(JSON.readTree(line)));
      } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
        throw new IOException(
            "%s:%d: no decision of a backtest; is it what 'policy backtest' printed?"
                .formatted(file, number),
            e);
      }
    }
    return decisions;
  }
}
