package io.sealstream.local.search;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Elastic's client requires in an answer and OpenSearch leaves out or names otherwise. */
final class AnswerWording {
  private static final List<String> DATA_STREAM_FLAGS =
      List.of(
          "hidden",
          "system",
          "allow_custom_routing",
          "replicated",
          "rollover_on_write",
          "prefer_ilm");

  private AnswerWording() {}

  static void info(Map<String, Object> answer) {
    Map<String, Object> version = object(answer.get("version"));
    version.putIfAbsent("build_flavor", "default");
    version.remove("distribution");
  }

  static void health(Map<String, Object> answer) {
    answer.putIfAbsent("unassigned_primary_shards", 0);
    answer.putIfAbsent("number_of_in_flight_fetch", 0);
  }

  static void openedPointInTime(Map<String, Object> answer) {
    if (answer.remove("pit_id") instanceof String id) {
      answer.put("id", id);
    }
  }

  static void closedPointInTime(Map<String, Object> answer) {
    if (answer.remove("pits") instanceof List<?> pits) {
      answer.put("succeeded", true);
      answer.put("num_freed", pits.size());
    }
  }

  static void dataStreams(Map<String, Object> answer) {
    for (Object item : list(answer.get("data_streams"))) {
      Map<String, Object> stream = object(item);
      DATA_STREAM_FLAGS.forEach(flag -> stream.putIfAbsent(flag, false));
      stream.putIfAbsent("next_generation_managed_by", "Unmanaged");
      stream.putIfAbsent("settings", Map.of());
      stream.putIfAbsent("mappings", Map.of());
      stream.computeIfPresent(
          "timestamp_field",
          (name, field) -> field instanceof String text ? Map.of("name", text) : field);
      for (Object index : list(stream.get("indices"))) {
        object(index).putIfAbsent("managed_by", "Unmanaged");
        object(index).putIfAbsent("prefer_ilm", false);
      }
    }
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  @SuppressWarnings("unchecked") // JSON objects have string keys
  private static Map<String, Object> object(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IllegalArgumentException("not a JSON object: " + value);
  }
}
