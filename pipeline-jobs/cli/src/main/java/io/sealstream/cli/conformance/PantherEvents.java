package io.sealstream.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.cli.conformance.PantherRule.Step;
import io.sealstream.schemas.v1.AuditEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The signals of a test, in the order of their times. What fields hold at one time is one signal; a
 * time that a value names several times is as many.
 */
final class PantherEvents {
  private static final BigDecimal MINUTE = BigDecimal.valueOf(60_000);

  /** A signal without an id yet. */
  private record Signal(Instant time, JsonNode original) {}

  /** At one time: by field the values, a value as often as it comes. */
  private record Moment(Map<String, Map<String, Integer>> counts) {

    int most() {
      return counts.values().stream()
          .flatMap(values -> values.values().stream())
          .mapToInt(Integer::intValue)
          .max()
          .orElse(0);
    }

    ObjectNode original(String ruleId, int round) {
      ObjectNode original = JsonNodeFactory.instance.objectNode();
      original.put(PantherText.RULE_ID, ruleId);
      counts.forEach(
          (field, values) -> {
            ArrayNode all = original.putArray(field);
            values.forEach(
                (value, count) -> {
                  if (count > round) {
                    all.add(value);
                  }
                });
          });
      return original;
    }
  }

  private PantherEvents() {}

  static List<AuditEvent> of(PantherRule rule, JsonNode outputs) {
    Map<String, Step> steps = rule.stepsById();
    var signals = new ArrayList<Signal>();
    for (JsonNode output : Vector.list(outputs, "RuleOutputs")) {
      PantherReader.knows(output, Set.of("ID", "Matches"), "RuleOutputs");
      String id = new Vector(output).require("ID").asText();
      Step step = steps.get(id);
      if (step == null) {
        throw new UnreadableException("no step has the ID '" + id + "' of RuleOutputs");
      }
      moments(new Vector(output).require("Matches"))
          .forEach(
              (time, moment) -> {
                for (int round = 0; round < moment.most(); round++) {
                  signals.add(new Signal(time, moment.original(step.ruleId(), round)));
                }
              });
    }
    signals.sort(Comparator.comparing(Signal::time));
    var events = new ArrayList<AuditEvent>();
    signals.forEach(
        each -> events.add(PackEvent.of("e" + events.size(), each.time(), each.original())));
    return events;
  }

  private static Map<Instant, Moment> moments(JsonNode matches) {
    var moments = new TreeMap<Instant, Moment>();
    for (var field : Vector.map(matches, "Matches").properties()) {
      for (var value : Vector.map(field.getValue(), field.getKey()).properties()) {
        for (JsonNode time : Vector.list(value.getValue(), value.getKey())) {
          moments
              .computeIfAbsent(time(time), made -> new Moment(new TreeMap<>()))
              .counts()
              .computeIfAbsent(field.getKey(), made -> new TreeMap<>())
              .merge(value.getKey(), 1, Integer::sum);
        }
      }
    }
    return moments;
  }

  /** Minutes since whenever, or RFC 3339. */
  private static Instant time(JsonNode time) {
    try {
      return time.isNumber()
          ? Instant.ofEpochMilli(time.decimalValue().multiply(MINUTE).longValue())
          : Instant.parse(time.asText());
    } catch (DateTimeParseException e) {
      throw new UnreadableException("'" + time.asText() + "' is neither minutes nor RFC 3339");
    }
  }
}
