package io.sealstream.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.codec.DecodeResult.Decoded;
import io.sealstream.schemas.codec.DecodeResult.Undecodable;
import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import io.sealstream.schemas.v1.AuditEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditEventDecoderTest {
  private static final DecoderLimits LIMITS = new DecoderLimits(4096, Duration.ofMinutes(10));

  private final InMemorySchemaRegistryClient registry = new InMemorySchemaRegistryClient();
  private final AtomicLong nanos = new AtomicLong();
  private final int id = registry.register("audit.events-value", AuditEvent.getClassSchema());
  private final AuditEventDecoder decoder = decoder(TenantBinding.NONE);

  private AuditEventDecoder decoder(TenantBinding binding) {
    return new AuditEventDecoder(registry, LIMITS, binding, nanos::get);
  }

  private byte[] wire(AuditEvent event) {
    return Wire.framed(id, Wire.body(event));
  }

  private RejectReason reason(byte[] value) {
    return rejection(decoder.decode(Wire.record(value))).reason();
  }

  private static Undecodable rejection(DecodeResult result) {
    assertThat(result).isInstanceOf(Undecodable.class);
    return (Undecodable) result;
  }

  @Test
  void anEventComesBackWholeWithTheSchemaItWasWrittenWith() {
    AuditEvent event = GoldenRecords.event();
    assertThat(decoder.decode(Wire.record(wire(event))))
        .isEqualTo(
            new Decoded(event, SchemaText.writerSchema(id, registry.schemaById(id).orElseThrow())));
  }

  @Test
  void oneDecoderReadsManyRecordsWithOneQuestionToTheRegistry() {
    for (int i = 0; i < 100; i++) {
      assertThat(decoder.decode(Wire.record(wire(GoldenRecords.event()))).decoded()).isPresent();
    }
    assertThat(registry.idLookups()).isEqualTo(1);
  }

  @Test
  void noValueIsATombstone() {
    assertThat(rejection(decoder.decode(Wire.record(null))).reason())
        .isEqualTo(RejectReason.TOMBSTONE);
  }

  @Test
  void theLimitItselfIsAllowedAndOneByteMoreIsTooLarge() {
    assertThat(reason(new byte[LIMITS.maxValueBytes() + 1])).isEqualTo(RejectReason.TOO_LARGE);
    assertThat(reason(new byte[LIMITS.maxValueBytes()])).isNotEqualTo(RejectReason.TOO_LARGE);
  }

  @Test
  void shortValuesAndOtherFirstBytesAreBadMagic() {
    assertThat(reason(new byte[0])).isEqualTo(RejectReason.BAD_MAGIC);
    assertThat(reason(new byte[4])).isEqualTo(RejectReason.BAD_MAGIC);
    assertThat(reason(new byte[] {1, 0, 0, 0, 1, 0})).isEqualTo(RejectReason.BAD_MAGIC);
  }

  @Test
  void anUnknownIdIsAskedForAgainOnceASecondHasPassed() {
    byte[] value = Wire.framed(id + 1, Wire.body(GoldenRecords.event()));
    assertThat(reason(value)).isEqualTo(RejectReason.UNKNOWN_SCHEMA);

    Schema renewed = SchemaText.plain(AuditEvent.getClassSchema());
    renewed.addProp("note", "another text, hence the next id");
    assertThat(registry.register("other-value", renewed)).isEqualTo(id + 1);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos() - 1);
    assertThat(reason(value)).isEqualTo(RejectReason.UNKNOWN_SCHEMA);
    nanos.addAndGet(1);
    assertThat(decoder.decode(Wire.record(value)).decoded()).isPresent();
  }

  @Test
  void aBurstOfGarbageWithOneIdAsksOnceASecond() {
    byte[] value = Wire.framed(id + 1, Wire.body(GoldenRecords.event()));
    for (int i = 0; i < 3000; i++) {
      assertThat(reason(value)).isEqualTo(RejectReason.UNKNOWN_SCHEMA);
      nanos.addAndGet(Duration.ofMillis(1).toNanos());
    }
    assertThat(registry.idLookups()).isEqualTo(3);
  }

  @Test
  void anOutageIsNoVerdictAboutTheRecord() {
    registry.setUnreachable(true);
    ReceivedRecord record = Wire.record(wire(GoldenRecords.event()));
    assertThatThrownBy(() -> decoder.decode(record))
        .isInstanceOf(RegistryUnavailableException.class);
    registry.setUnreachable(false);
    assertThat(decoder.decode(record).decoded()).isPresent();
  }

  @Test
  void schemasThatAreNoEventAreIncompatible() {
    int text = registry.register("a-value", Schema.create(Schema.Type.STRING));
    Schema other = SchemaBuilder.record("Other").fields().requiredString("x").endRecord();
    int record = registry.register("b-value", other);
    registry.holdSomethingElseUnder(99);
    for (int schema : new int[] {text, record, 99}) {
      assertThat(reason(Wire.framed(schema, new byte[] {2, 'x'})))
          .isEqualTo(RejectReason.INCOMPATIBLE_SCHEMA);
    }
  }

  @Test
  void microsecondsAreNotTakenForMilliseconds() {
    String micros =
        SchemaText.plain(AuditEvent.getClassSchema())
            .toString()
            .replace("timestamp-millis", "timestamp-micros");
    int schema = registry.register("micros-value", new Schema.Parser().parse(micros));
    Undecodable rejection =
        rejection(
            decoder.decode(Wire.record(Wire.framed(schema, Wire.body(GoldenRecords.event())))));
    assertThat(rejection.reason()).isEqualTo(RejectReason.INCOMPATIBLE_SCHEMA);
    assertThat(rejection.detail()).contains("time").contains("logical type");
  }

  @Test
  void everyTruncationIsMalformedAndEveryAdditionTrails() {
    byte[] whole = wire(GoldenRecords.event());
    for (int length = WireFormat.HEADER_BYTES; length < whole.length; length++) {
      assertThat(reason(Arrays.copyOf(whole, length)))
          .as("cut to %d bytes", length)
          .isEqualTo(RejectReason.MALFORMED);
    }
    assertThat(reason(Arrays.copyOf(whole, whole.length + 1)))
        .isEqualTo(RejectReason.TRAILING_BYTES);
  }

  @Test
  void textThatIsNotUtf8IsMalformedAndAReplacementCharacterIsNot() {
    byte[] wire = wire(AuditEvent.newBuilder(GoldenRecords.event()).setAction("\uFFFD").build());
    assertThat(decoder.decode(Wire.record(wire)).decoded()).isPresent();
    int at = indexOf(wire, new byte[] {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD});
    wire[at] = (byte) 0xFF;
    assertThat(reason(wire)).isEqualTo(RejectReason.MALFORMED);
  }

  private static int indexOf(byte[] all, byte[] part) {
    for (int i = 0; i + part.length <= all.length; i++) {
      if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not there");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -62_135_596_800_001L, 253_402_300_800_000L, Long.MAX_VALUE})
  void timesThatJsonCannotSpellAreMalformed(long millis) {
    Instant time = Instant.ofEpochMilli(millis);
    AuditEvent event = GoldenRecords.event();
    assertThat(reason(wire(AuditEvent.newBuilder(event).setTime(time).build())))
        .isEqualTo(RejectReason.MALFORMED);
    assertThat(reason(wire(AuditEvent.newBuilder(event).setObservedTime(time).build())))
        .isEqualTo(RejectReason.MALFORMED);
  }

  @Test
  void aCoordinateThatIsNoNumberIsMalformed() {
    AuditEvent event = GoldenRecords.event();
    event.getSource().getGeo().setLat(Double.NaN);
    assertThat(reason(wire(event))).isEqualTo(RejectReason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_unattributed", "Acme", "a-b", "a/../b", "ä"})
  void tenantsMustBeTenantIds(String tenant) {
    AuditEvent event = AuditEvent.newBuilder(GoldenRecords.event()).setTenantId(tenant).build();
    assertThat(reason(wire(event))).isEqualTo(RejectReason.INVALID_TENANT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\nb", "a\u0000b", "a\u007Fb"})
  void idsMustBePrintable(String eventId) {
    AuditEvent event = AuditEvent.newBuilder(GoldenRecords.event()).setId(eventId).build();
    assertThat(reason(wire(event))).isEqualTo(RejectReason.INVALID_ID);
  }

  @ParameterizedTest
  @CsvSource({"x, 512, ''", "é, 256, ''", "€, 170, é", "😀, 128, ''"})
  void idsAreBoundedInBytesNotInCharacters(String point, int times, String more) {
    String longest = point.repeat(times) + more;
    AuditEvent.Builder event = AuditEvent.newBuilder(GoldenRecords.event());
    byte[] fits = wire(event.setId(longest).build());
    assertThat(decoder.decode(Wire.record(fits)).decoded()).isPresent();
    assertThat(reason(wire(event.setId(longest + "x").build()))).isEqualTo(RejectReason.INVALID_ID);
  }

  @Test
  void aBoundTopicTakesItsOwnTenantOnly() {
    TenantBinding binding = TenantBinding.parse(List.of("acme\\..*=acme", "globex\\..*=globex"));
    AuditEventDecoder bound = decoder(binding);
    byte[] value = wire(GoldenRecords.event());
    long now = GoldenRecords.TIME.toEpochMilli();
    var kind = TimestampKind.CREATE_TIME;
    assertThat(bound.decode(Wire.record(value, "acme.events", now, kind)).decoded()).isPresent();
    assertThat(bound.decode(Wire.record(value, "shared", now, kind)).decoded()).isPresent();
    assertThat(rejection(bound.decode(Wire.record(value, "globex.events", now, kind))).reason())
        .isEqualTo(RejectReason.TENANT_NOT_BOUND);
  }

  @Test
  void futureIsJudgedAgainstTheBrokersTimestamp() {
    byte[] value = wire(GoldenRecords.event());
    long limit = GoldenRecords.TIME.toEpochMilli() - LIMITS.maxFuture().toMillis();
    var kind = TimestampKind.LOG_APPEND_TIME;
    assertThat(decoder.decode(Wire.record(value, "t", limit, kind)).decoded()).isPresent();
    assertThat(rejection(decoder.decode(Wire.record(value, "t", limit - 1, kind))).reason())
        .isEqualTo(RejectReason.FUTURE_TIME);
    assertThat(decoder.decode(Wire.record(value, "t", -1, TimestampKind.NONE)).decoded())
        .isPresent();
  }

  @Test
  void theFirstBrokenRuleIsTheReason() {
    AuditEvent event = GoldenRecords.event();
    event.setTenantId("");
    event.setId("");
    assertThat(reason(wire(event))).isEqualTo(RejectReason.INVALID_TENANT);
    byte[] trailing = Wire.join(wire(event), new byte[1]);
    assertThat(reason(trailing)).isEqualTo(RejectReason.TRAILING_BYTES);
  }

  @Test
  void detailsHoldNoPayload() {
    AuditEvent event = GoldenRecords.event();
    event.setId("secret-id\n");
    event.setTenantId("globex");
    AuditEventDecoder bound = decoder(TenantBinding.parse(List.of(".*=acme")));
    assertThat(rejection(bound.decode(Wire.record(wire(event)))).detail())
        .doesNotContain("secret-id");
    event.setId("secret-id");
    assertThat(rejection(bound.decode(Wire.record(wire(event)))).detail())
        .doesNotContain("globex", "secret-id");
  }
}
