package io.sealstream.evidence.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * RFC 8785 text of maps, lists, strings, 32-bit integers and booleans: nothing else occurs in the
 * format, 64-bit values being strings.
 */
final class Jcs {
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static {
    STRICT
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(16).maxStringLength(1 << 20).build());
    STRICT.getFactory().disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION);
  }

  private Jcs() {}

  static Bytes bytes(Map<String, ?> object) {
    StringBuilder out = new StringBuilder();
    write(object, out);
    return Bytes.utf8(out.toString());
  }

  /**
   * Reads by {@code reader}, then writes again by {@code writer}: only the one canonical text of a
   * value survives that, so duplicates, another order, floats and unknown fields do not.
   */
  static <T> T parse(
      String what, Bytes text, Function<JsonNode, T> reader, Function<T, Bytes> writer) {
    T value;
    try {
      value = reader.apply(STRICT.readTree(text.unsafeArray()));
    } catch (IOException | IllegalArgumentException e) {
      throw new EvidenceFormatException(
          VerdictCode.NON_CANONICAL, what + " cannot be read: " + firstLine(e));
    }
    if (!writer.apply(value).equals(text)) {
      throw new EvidenceFormatException(
          VerdictCode.NON_CANONICAL, what + " is not in canonical form");
    }
    return value;
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    int line = message.indexOf('\n');
    String first = line < 0 ? message : message.substring(0, line);
    // Jackson points to where in a source, which it does not show, an object begins.
    int pointer = first.indexOf(" (start marker at ");
    return pointer < 0 ? first : first.substring(0, pointer);
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      writeMap(map, out);
    } else if (value instanceof Iterable<?> list) {
      String comma = "";
      out.append('[');
      for (Object item : list) {
        out.append(comma);
        write(item, out);
        comma = ",";
      }
      out.append(']');
    } else if (value instanceof Integer || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof String text) {
      writeString(text, out);
    } else {
      throw new IllegalArgumentException("not in the format: " + value.getClass());
    }
  }

  private static void writeMap(Map<?, ?> map, StringBuilder out) {
    TreeMap<String, Object> sorted = new TreeMap<>();
    map.forEach((name, item) -> sorted.put((String) name, item));
    String comma = "";
    out.append('{');
    for (Map.Entry<String, Object> field : sorted.entrySet()) {
      out.append(comma);
      writeString(field.getKey(), out);
      out.append(':');
      write(field.getValue(), out);
      comma = ",";
    }
    out.append('}');
  }

  private static void writeString(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
