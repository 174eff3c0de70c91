package io.sealstream.evidence.retention;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.sealstream.evidence.format.RetentionConflictException;
import io.sealstream.evidence.format.RetentionRule;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.RetentionTerm;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.store.StorageClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a retention table as people write it: JSON in any layout. Strict otherwise: unknown,
 * repeated and missing fields are refused, with the line.
 */
public final class RetentionTableFile {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final Set<String> TABLE = Set.of("format", "version", "author", "reason", "rules");
  private static final Set<String> RULE =
      Set.of("tenant", "class", "tier", "lock_mode", "years", "storage_class");

  private final String file;
  private final List<Integer> ruleLines = new ArrayList<>();
  private final List<RetentionRule> rules = new ArrayList<>();

  private RetentionTableFile(String file) {
    this.file = file;
  }

  /**
   * Reads the file.
   *
   * @throws RetentionTableException where it is no table
   * @throws IOException where it cannot be read
   */
  public static RetentionTable read(Path file) throws IOException, RetentionTableException {
    return parse(file.toString(), Files.readString(file));
  }

  /**
   * Reads the text of a file.
   *
   * @throws RetentionTableException where it is no table
   */
  public static RetentionTable parse(String file, String text) throws RetentionTableException {
    try (JsonParser json = JSON.createParser(text)) {
      return new RetentionTableFile(file).table(json);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new RetentionTableException(file, line, "no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException("a text is not read from anywhere", e);
    }
  }

  private RetentionTable table(JsonParser json) throws IOException, RetentionTableException {
    json.nextToken();
    Map<String, Value> fields = fields(json, TABLE, "table");
    if (json.nextToken() != null) {
      throw wrong(line(json), "text after the table");
    }
    Value format = require(fields, "format", 1);
    if (!format.text().equals(RetentionTable.FORMAT)) {
      throw wrong(format.line(), "format must be " + RetentionTable.FORMAT);
    }
    require(fields, "rules", 1);
    try {
      return new RetentionTable(
          positive(require(fields, "version", 1)),
          require(fields, "author", 1).text(),
          require(fields, "reason", 1).text(),
          rules);
    } catch (RetentionConflictException e) {
      throw wrong(ruleLines.get(e.later()), e.getMessage());
    } catch (IllegalArgumentException e) {
      int line = ruleLines.isEmpty() ? 1 : ruleLines.get(ruleLines.size() - 1);
      throw wrong(line, e.getMessage());
    }
  }

  private int positive(Value value) throws RetentionTableException {
    int version = number(value);
    if (version < 1) {
      throw wrong(value.line(), "version must be 1 or more, and grow with every change");
    }
    return version;
  }

  private record Value(int line, String text) {}

  private Map<String, Value> fields(JsonParser json, Set<String> known, String what)
      throws IOException, RetentionTableException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw wrong(line(json), "a " + what + " must be an object {…}");
    }
    Map<String, Value> fields = new HashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      if (!known.contains(name)) {
        throw wrong(
            line(json),
            "a " + what + " has no '" + name + "'; it has " + known.stream().sorted().toList());
      }
      json.nextToken();
      int line = line(json);
      if (name.equals("rules")) {
        rules(json);
        fields.put(name, new Value(line, ""));
      } else if (json.currentToken().isScalarValue()
          && json.currentToken() != JsonToken.VALUE_NULL) {
        fields.put(name, new Value(line, json.getText()));
      } else {
        throw wrong(line, name + " must be a text or a number");
      }
    }
    return fields;
  }

  private void rules(JsonParser json) throws IOException, RetentionTableException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw wrong(line(json), "rules must be a list […]");
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      int line = line(json);
      ruleLines.add(line);
      rules.add(rule(fields(json, RULE, "rule"), line));
    }
  }

  private RetentionRule rule(Map<String, Value> fields, int line) throws RetentionTableException {
    LockMode mode = constant(LockMode.class, require(fields, "lock_mode", line), "lock_mode");
    Value storage = fields.getOrDefault("storage_class", new Value(line, "STANDARD"));
    int years = number(require(fields, "years", line));
    String tenant = require(fields, "tenant", line).text();
    String recordClass = require(fields, "class", line).text();
    String tier = require(fields, "tier", line).text();
    try {
      return new RetentionRule(
          tenant,
          recordClass,
          tier,
          new RetentionTerm(mode, years, constant(StorageClass.class, storage, "storage_class")));
    } catch (IllegalArgumentException e) {
      throw wrong(line, e.getMessage());
    }
  }

  private <E extends Enum<E>> E constant(Class<E> type, Value value, String name)
      throws RetentionTableException {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value.text())) {
        return constant;
      }
    }
    throw wrong(
        value.line(),
        "%s must be one of %s: %s".formatted(name, List.of(type.getEnumConstants()), value.text()));
  }

  private int number(Value value) throws RetentionTableException {
    try {
      return Integer.parseInt(value.text());
    } catch (NumberFormatException e) {
      throw wrong(value.line(), "a whole number is expected: " + value.text());
    }
  }

  private Value require(Map<String, Value> fields, String name, int line)
      throws RetentionTableException {
    Value value = fields.get(name);
    if (value == null) {
      throw wrong(line, name + " is missing");
    }
    return value;
  }

  private static int line(JsonParser json) {
    return json.currentTokenLocation().getLineNr();
  }

  private RetentionTableException wrong(int line, @Nullable String what) {
    return new RetentionTableException(file, line, String.valueOf(what));
  }
}
