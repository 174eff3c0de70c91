package io.sealstream.schemas.codec;

import io.sealstream.schemas.Classification;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a schema that FULL_TRANSITIVE lets through and that corrupt: data still decodes, but
 * means something else than its writer meant. A registry cannot see them, so the build does.
 *
 * <p>Pure functions, safe for any thread.
 */
public final class SchemaLint {

  /** What was done. */
  public enum Rule {
    /** The same number now counts something else, for instance micros instead of millis. */
    LOGICAL_TYPE_CHANGED,
    /** The same short name in another namespace: other languages see another type. */
    NAMESPACE_CHANGED,
    /** A field or type took another name and an alias: readers without the alias lose it. */
    RENAMED_BY_ALIAS,
    /** Old data, read without the field, changes its meaning. */
    DEFAULT_CHANGED,
    /** A symbol unknown to the reader changes its meaning. */
    ENUM_DEFAULT_CHANGED,
    /** Whoever stored the position of a symbol now reads another one. */
    ENUM_REORDERED,
    /** Data that was dropped or masked would now be shown. */
    CLASSIFICATION_WEAKENED
  }

  /**
   * One change that corrupts.
   *
   * @param path the field, as in {@code actor.email}; for a type of its own, its path too
   * @param message what changed, from what to what
   */
  public record Finding(Rule rule, String path, String message) {
    @Override
    public String toString() {
      return path + ": " + message + " (" + rule + ")";
    }
  }

  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private SchemaLint() {}

  /** Every corrupting change from the older to the newer schema, in the order of the older. */
  public static List<Finding> check(Schema older, Schema newer) {
    SchemaLint lint = new SchemaLint();
    lint.compare("", older, newer);
    return List.copyOf(lint.findings);
  }

  /** Whether no field that both schemas have differs in its logical type. */
  public static boolean sameLogicalTypes(Schema one, Schema other) {
    return LogicalTypes.firstDifference(one, other).isEmpty();
  }

  private void compare(String path, Schema olderOrNull, Schema newerOrNull) {
    Schema older = LogicalTypes.nonNull(olderOrNull);
    Schema newer = LogicalTypes.nonNull(newerOrNull);
    String before = LogicalTypes.name(older.getLogicalType());
    String after = LogicalTypes.name(newer.getLogicalType());
    if (!before.equals(after)) {
      add(Rule.LOGICAL_TYPE_CHANGED, path, "logical type", before, after);
    }
    if (older.getType() != newer.getType()) {
      return; // the registry's own check refuses this, or it is a promotion such as int to long
    }
    switch (older.getType()) {
      case RECORD -> compareRecords(path, older, newer);
      case ENUM -> compareEnums(path, older, newer);
      case FIXED -> compareNames(path, older, newer);
      case ARRAY -> compare(path, older.getElementType(), newer.getElementType());
      case MAP -> compare(path, older.getValueType(), newer.getValueType());
      case UNION -> compareUnions(path, older, newer);
      default -> {}
    }
  }

  private void compareUnions(String path, Schema older, Schema newer) {
    for (Schema branch : older.getTypes()) {
      newer.getTypes().stream()
          .filter(b -> b.getType() == branch.getType() && shortName(b).equals(shortName(branch)))
          .findFirst()
          .ifPresent(match -> compare(path, branch, match));
    }
  }

  private void compareNames(String path, Schema older, Schema newer) {
    if (older.getFullName().equals(newer.getFullName())) {
      return;
    }
    Rule rule =
        shortName(older).equals(shortName(newer)) ? Rule.NAMESPACE_CHANGED : Rule.RENAMED_BY_ALIAS;
    add(rule, path, "type", older.getFullName(), newer.getFullName());
  }

  private void compareRecords(String path, Schema older, Schema newer) {
    if (!seen.add(older.getFullName() + " to " + newer.getFullName())) {
      return; // one definition, used at several places: reported once
    }
    compareNames(path, older, newer);
    for (Schema.Field field : older.getFields()) {
      String at = path.isEmpty() ? field.name() : path + "." + field.name();
      Schema.Field match = newer.getField(field.name());
      if (match != null) {
        compareFields(at, field, match);
      } else {
        newer.getFields().stream()
            .filter(f -> f.aliases().contains(field.name()))
            .findFirst()
            .ifPresent(f -> add(Rule.RENAMED_BY_ALIAS, at, "field", field.name(), f.name()));
      }
    }
  }

  private void compareFields(String path, Schema.Field older, Schema.Field newer) {
    if (older.hasDefaultValue() && !Objects.equals(older.defaultVal(), newer.defaultVal())) {
      add(Rule.DEFAULT_CHANGED, path, "default", older.defaultVal(), newer.defaultVal());
    }
    @Nullable String before = older.getProp(Classification.PROPERTY);
    @Nullable String after = newer.getProp(Classification.PROPERTY);
    if (before != null && isWeaker(before, after)) {
      add(Rule.CLASSIFICATION_WEAKENED, path, "classification", before, after);
    }
    compare(path, older.schema(), newer.schema());
  }

  private static boolean isWeaker(String before, @Nullable String after) {
    return after == null || Classification.of(after).compareTo(Classification.of(before)) < 0;
  }

  private void compareEnums(String path, Schema older, Schema newer) {
    compareNames(path, older, newer);
    if (!Objects.equals(older.getEnumDefault(), newer.getEnumDefault())) {
      add(
          Rule.ENUM_DEFAULT_CHANGED,
          path,
          "enum default",
          older.getEnumDefault(),
          newer.getEnumDefault());
    }
    List<String> before = older.getEnumSymbols();
    List<String> after = newer.getEnumSymbols();
    boolean appended =
        after.size() >= before.size() && after.subList(0, before.size()).equals(before);
    if (!appended) {
      add(Rule.ENUM_REORDERED, path, "symbols are no longer a prefix", before, after);
    }
  }

  private static String shortName(Schema schema) {
    return schema.getName();
  }

  private void add(
      Rule rule, String path, String what, @Nullable Object before, @Nullable Object after) {
    findings.add(new Finding(rule, path, what + " changed from " + before + " to " + after));
  }
}
