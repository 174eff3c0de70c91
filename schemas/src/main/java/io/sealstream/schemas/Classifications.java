package io.sealstream.schemas;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The classification of every field of a schema, by path: names joined by dots, in the schema's own
 * words; arrays, maps and null branches add nothing ({@code changes.old}, {@code source.geo.lat}).
 *
 * <p>Each path has what its own field says. A container's word does not spread to its members:
 * every one of them carries its own. Immutable, safe for any thread.
 */
public final class Classifications {
  private final Map<String, Classification> byPath;

  private Classifications(Map<String, Classification> byPath) {
    this.byPath = Collections.unmodifiableMap(byPath);
  }

  /**
   * The classifications of the schema.
   *
   * @throws IllegalArgumentException naming every field that lacks one or has an unknown word
   */
  public static Classifications of(Schema schema) {
    Map<String, Classification> found = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    walk(schema, "", new ArrayDeque<>(), found, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new Classifications(found);
  }

  /**
   * The classification of the field at the path.
   *
   * @throws IllegalArgumentException when the schema has no such field
   */
  public Classification of(String path) {
    Classification classification = byPath.get(path);
    if (classification == null) {
      throw new IllegalArgumentException("the schema has no field " + path);
    }
    return classification;
  }

  /** Every path with its classification, in the order of the schema. */
  public Map<String, Classification> byPath() {
    return byPath;
  }

  private static void walk(
      Schema schema,
      String path,
      Deque<String> open,
      Map<String, Classification> found,
      List<String> problems) {
    switch (schema.getType()) {
      case ARRAY -> walk(schema.getElementType(), path, open, found, problems);
      case MAP -> walk(schema.getValueType(), path, open, found, problems);
      case UNION -> schema.getTypes().forEach(t -> walk(t, path, open, found, problems));
      case RECORD -> {
        if (!open.contains(schema.getFullName())) { // a recursive record repeats its own paths
          open.push(schema.getFullName());
          schema.getFields().forEach(f -> field(schema, f, path, open, found, problems));
          open.pop();
        }
      }
      default -> {}
    }
  }

  private static void field(
      Schema owner,
      Schema.Field field,
      String prefix,
      Deque<String> open,
      Map<String, Classification> found,
      List<String> problems) {
    String path = prefix.isEmpty() ? field.name() : prefix + "." + field.name();
    String where = owner.getFullName() + "." + field.name();
    @Nullable String word = field.getProp(Classification.PROPERTY);
    if (word == null) {
      problems.add(where + " has no classification");
    } else {
      try {
        found.put(path, Classification.of(word));
      } catch (IllegalArgumentException e) {
        problems.add(where + ": " + e.getMessage());
      }
    }
    walk(field.schema(), path, open, found, problems);
  }
}
