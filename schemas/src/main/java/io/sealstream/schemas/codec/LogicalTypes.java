package io.sealstream.schemas.codec;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Finds fields that two schemas share but mean differently: Avro resolves timestamp-micros into
 * timestamp-millis without a word, and the time is then a thousand times too large.
 */
final class LogicalTypes {
  private LogicalTypes() {}

  /** Path of the first shared field whose logical type differs. */
  static Optional<String> firstDifference(Schema reader, Schema writer) {
    return difference(reader, writer, "", new HashSet<>());
  }

  private static Optional<String> difference(
      Schema reader, Schema writer, String path, Set<String> seen) {
    Schema mine = nonNull(reader);
    Schema theirs = nonNull(writer);
    if (!name(mine.getLogicalType()).equals(name(theirs.getLogicalType()))) {
      return Optional.of(path);
    }
    if (mine.getType() != theirs.getType()) {
      return Optional.empty();
    }
    return switch (mine.getType()) {
      case RECORD -> inFields(mine, theirs, path, seen);
      case ARRAY -> difference(mine.getElementType(), theirs.getElementType(), path + "[]", seen);
      case MAP -> difference(mine.getValueType(), theirs.getValueType(), path + "{}", seen);
      default -> Optional.empty();
    };
  }

  private static Optional<String> inFields(
      Schema reader, Schema writer, String path, Set<String> seen) {
    if (!seen.add(reader.getFullName() + " from " + writer.getFullName())) {
      return Optional.empty();
    }
    String prefix = path.isEmpty() ? "" : path + ".";
    return reader.getFields().stream()
        .filter(field -> writer.getField(field.name()) != null)
        .map(
            field ->
                difference(
                    field.schema(),
                    writer.getField(field.name()).schema(),
                    prefix + field.name(),
                    seen))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The one branch of {@code [null, T]}; any other schema as it is. */
  static Schema nonNull(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    var branches = schema.getTypes().stream().filter(s -> s.getType() != Schema.Type.NULL).toList();
    return branches.size() == 1 ? branches.get(0) : schema;
  }

  static String name(@Nullable LogicalType type) {
    return type == null ? "" : type.getName();
  }
}
