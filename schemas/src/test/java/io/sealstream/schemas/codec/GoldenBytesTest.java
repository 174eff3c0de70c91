package io.sealstream.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes on the wire do not change by accident, and old bytes stay readable. */
class GoldenBytesTest {

  static Stream<SpecificRecord> records() {
    return Stream.of(
        GoldenRecords.event(),
        GoldenRecords.violation(),
        GoldenRecords.decision(),
        GoldenRecords.rejected());
  }

  @ParameterizedTest
  @MethodSource("records")
  void wireBytesAreWhatTheyWere(SpecificRecord record) throws Exception {
    String hex = HexFormat.of().formatHex(encoder(record).encode(record));
    assertThat(hex).isEqualTo(GoldenFile.expected(file(record), hex));
  }

  @ParameterizedTest
  @MethodSource("records")
  void goldenBytesDecodeToTheirRecord(SpecificRecord record) throws Exception {
    InMemorySchemaRegistryClient registry = new InMemorySchemaRegistryClient();
    AvroWireEncoder<SpecificRecord> encoder =
        new AvroWireEncoder<>(registry, "s-value", record.getSchema());
    byte[] golden =
        HexFormat.of()
            .parseHex(
                GoldenFile.expected(
                    file(record), HexFormat.of().formatHex(encoder.encode(record))));
    assertThat(new AvroWireDecoder<>(registry, record.getClass()).decode(golden)).isEqualTo(record);
  }

  static Stream<Arguments> earlier() {
    Violation violation = GoldenRecords.violation();
    violation.setLicense(null);
    violation.setOwner(null);
    violation.setControls(List.of());
    violation.setRunbook(null);
    Decision decision = GoldenRecords.decision();
    decision.setEpoch(null);
    decision.setCounts(Map.of());
    return Stream.of(Arguments.of(violation, 1), Arguments.of(decision, 1));
  }

  @ParameterizedTest
  @MethodSource("earlier")
  void bytesOfAnEarlierVersionDecodeToWhatTheySay(SpecificRecord record, int version)
      throws Exception {
    Path folder = Path.of("src/test/resources/golden");
    String name = record.getSchema().getName() + "-" + version;
    var registry = new InMemorySchemaRegistryClient();
    String schema = Files.readString(folder.resolve("schemas/" + name + ".avsc"));
    var unused = registry.register("s-value", new Schema.Parser().parse(schema));
    String hex = Files.readString(folder.resolve("wire/" + name + ".hex")).strip();
    assertThat(
            new AvroWireDecoder<>(registry, record.getClass()).decode(HexFormat.of().parseHex(hex)))
        .isEqualTo(record);
  }

  private static AvroWireEncoder<SpecificRecord> encoder(SpecificRecord record) {
    return new AvroWireEncoder<>(new InMemorySchemaRegistryClient(), "s-value", record.getSchema());
  }

  private static String file(SpecificRecord record) {
    return "wire/" + record.getSchema().getName() + ".hex";
  }
}
