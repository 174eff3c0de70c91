package io.sealstream.schemas.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads vendor JSON leniently: what is missing, null or of another type is simply absent. */
final class Fields {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Fields() {}

  /**
   * Parses one record.
   *
   * @throws NotImportableException unless the text is one JSON object
   */
  static JsonNode object(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      if (!node.isObject()) {
        throw new NotImportableException("not a JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
      throw new NotImportableException("not valid JSON at column " + column);
    }
  }

  /** The first of the dotted paths that holds non-empty text, a number or a boolean. */
  static @Nullable String text(JsonNode node, String... paths) {
    for (String path : paths) {
      JsonNode found = at(node, path);
      if (found.isValueNode() && !found.isNull() && !found.asText().isEmpty()) {
        return found.asText();
      }
    }
    return null;
  }

  /**
   * The node at a dotted path (a number is an array's index); a missing node when there is none.
   */
  static JsonNode at(JsonNode node, String path) {
    return node.at("/" + path.replace('.', '/'));
  }

  /** The whole number at a dotted path, or 0. */
  static long number(JsonNode node, String path) {
    JsonNode found = at(node, path);
    return found.isNumber() || found.isTextual() ? found.asLong(0) : 0;
  }

  /**
   * The first of the dotted paths that holds a time; see {@link VendorTime}.
   *
   * @throws NotImportableException when none does
   */
  static Instant time(JsonNode node, String... paths) {
    return findTime(node, paths)
        .orElseThrow(
            () ->
                new NotImportableException(
                    "no time such as 2026-01-31T12:00:00Z in any of " + String.join(", ", paths)));
  }

  /** As {@link #time}, or empty when none of the paths holds a time. */
  static Optional<Instant> findTime(JsonNode node, String... paths) {
    return Arrays.stream(paths)
        .map(path -> VendorTime.of(at(node, path)))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
