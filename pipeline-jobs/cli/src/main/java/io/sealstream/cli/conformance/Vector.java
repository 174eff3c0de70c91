package io.sealstream.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.policy.CorrelationReplay.Delivered;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One entry of a pack, read by what it must have. */
record Vector(JsonNode node) {
  private static final int MILLIS = 1000;

  /** What changes nothing. */
  private static final Set<String> TOLD =
      Set.of("id", "why", "title", "description", "note", "comment", "source");

  static final String FIRED = "expect_fired_groups";

  /** The id, or else the place in the list. */
  String id(int place) {
    JsonNode id = node.path("id");
    return id.isValueNode() && !id.isNull() ? id.asText() : "#" + place;
  }

  String why() {
    return node.path("why").asText("");
  }

  /** Its keys but those, and but what only tells a reader something. */
  Set<String> keysBut(Set<String> known) {
    var unknown = new TreeSet<String>();
    node.fieldNames().forEachRemaining(unknown::add);
    unknown.removeIf(
        key -> known.contains(key) || TOLD.contains(key) || key.startsWith("pysigma_"));
    return unknown;
  }

  JsonNode require(String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      throw new UnreadableException("it has no '" + key + "'");
    }
    return value;
  }

  boolean requireBoolean(String key) {
    JsonNode value = require(key);
    if (!value.isBoolean()) {
      throw new UnreadableException("'" + key + "' is neither true nor false");
    }
    return value.booleanValue();
  }

  long requireWhole(String key) {
    JsonNode number = require(key);
    if (!number.isIntegralNumber() || !number.canConvertToLong()) {
      throw new UnreadableException("'" + key + "' is no whole number");
    }
    return number.longValue();
  }

  /** A whole number; 0 where it is not there. */
  long wholeOrZero(String key) {
    return node.hasNonNull(key) ? requireWhole(key) : 0;
  }

  /** Seconds, whole or not, since 1970. */
  Instant requireTime(String key) {
    JsonNode seconds = require(key);
    if (!seconds.isNumber()) {
      throw new UnreadableException("'" + key + "' is no number of seconds");
    }
    return Instant.ofEpochMilli(
        seconds.decimalValue().multiply(BigDecimal.valueOf(MILLIS)).longValueExact());
  }

  /**
   * The {@code events}, each at its {@code t}, in the order of delivery. One that has an {@code id}
   * and occurs again as it is has been delivered again.
   */
  List<Delivered> requireEvents() {
    var events = new ArrayList<Delivered>();
    for (JsonNode event : requireList("events")) {
      String same = event.has("id") ? event.toString() : null;
      events.add(new Delivered(same, new Vector(event).requireTime("t"), null, event));
    }
    return events;
  }

  /** The groups that must fire. */
  Set<List<String>> requireGroups() {
    return groups(require(FIRED), FIRED);
  }

  /** What is wrong with the groups that came; nothing where they are those expected. */
  static Optional<String> difference(Set<List<String>> expected, Set<List<String>> came) {
    return came.equals(expected)
        ? Optional.empty()
        : Optional.of("expected groups " + expected + ", came " + came);
  }

  JsonNode requireList(String key) {
    return list(require(key), key);
  }

  static JsonNode list(JsonNode value, String key) {
    if (!value.isArray()) {
      throw new UnreadableException("'" + key + "' is no list");
    }
    return value;
  }

  static JsonNode map(JsonNode value, String key) {
    if (!value.isObject()) {
      throw new UnreadableException("'" + key + "' is no object");
    }
    return value;
  }

  static JsonNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Texts in a list. */
  static List<String> texts(JsonNode list, String key) {
    return list(list, key).valueStream().map(JsonNode::asText).toList();
  }

  /** Groups, each a list of values. */
  static Set<List<String>> groups(JsonNode list, String key) {
    var groups = new HashSet<List<String>>();
    for (JsonNode group : list(list, key)) {
      groups.add(texts(group, key));
    }
    return groups;
  }
}
