package io.sealstream.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.Rejected;
import io.sealstream.schemas.v1.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Today's schemas against every one released, {@code golden/schemas/<Record>-<n>.avsc}: compatible
 * in both directions with all of them, and free of what the lint forbids. A release adds a file
 * with the next number; no file is ever changed.
 */
class SchemaHistoryTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/schemas");

  static Stream<Schema> current() {
    return Stream.of(
        AuditEvent.getClassSchema(),
        Violation.getClassSchema(),
        Decision.getClassSchema(),
        Rejected.getClassSchema());
  }

  private static List<Path> released(Schema schema) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(f -> f.getFileName().toString().matches(schema.getName() + "-\\d+\\.avsc"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("current")
  void everyReleasedVersionReadsAndIsRead(Schema now) throws Exception {
    assertThat(released(now)).isNotEmpty();
    for (Path file : released(now)) {
      Schema then = new Schema.Parser().parse(Files.readString(file));
      assertThat(compatible(now, then)).as("today reads %s", file).isTrue();
      assertThat(compatible(then, now)).as("%s reads today", file).isTrue();
      assertThat(SchemaLint.check(then, now)).as("since %s", file).isEmpty();
    }
  }

  @Test
  void theNewestVersionIsTheOneOnFile() throws Exception {
    for (Schema schema : current().toList()) {
      String text = SchemaText.plain(schema).toString();
      int newest = released(schema).size();
      String golden =
          GoldenFile.expected("schemas/" + schema.getName() + "-" + newest + ".avsc", text);
      assertThat(SchemaText.canonical(new Schema.Parser().parse(golden)))
          .as("%s changed: add a file with the next number", schema.getName())
          .isEqualTo(SchemaText.canonical(schema));
    }
  }

  @Test
  void theVersionsOnFileAreNumberedWithoutGaps() throws Exception {
    for (Schema schema : current().toList()) {
      List<String> names =
          IntStream.rangeClosed(1, released(schema).size())
              .mapToObj(version -> schema.getName() + "-" + version + ".avsc")
              .toList();
      assertThat(released(schema))
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  private static boolean compatible(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }
}
