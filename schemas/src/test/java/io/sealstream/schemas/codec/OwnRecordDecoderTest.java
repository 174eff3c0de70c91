package io.sealstream.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.DecisionOutcome;
import io.sealstream.schemas.v1.Violation;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnRecordDecoderTest {
  private static final int LIMIT = 10_000;
  private static final Instant TIME = Instant.parse("2026-06-01T00:00:00Z");
  private final InMemorySchemaRegistryClient registry = new InMemorySchemaRegistryClient();

  private static Violation violation(String tenant, Instant time) {
    return new Violation(
        "v1",
        tenant,
        "p",
        "1",
        "00",
        "title",
        "high",
        time,
        "e",
        List.of("e"),
        List.of(),
        Map.of(),
        List.of(),
        null,
        null,
        null,
        List.of(),
        null,
        null,
        List.of(),
        null);
  }

  private byte[] wire(Violation violation) {
    return new AvroWireEncoder<>(registry, "v", Violation.getClassSchema()).encode(violation);
  }

  private OwnRecordDecoder.Reading violations(byte[] value) {
    return OwnRecordDecoder.violations(registry, LIMIT).decode(Bytes.wrap(value));
  }

  @Test
  void aViolationIsItsTenants() {
    var facts = facts(violations(wire(violation("acme", TIME))));

    assertThat(facts.tenant()).isEqualTo(new TenantId("acme"));
    assertThat(facts.id()).isEqualTo("v1");
    assertThat(facts.timeMillis()).isEqualTo(TIME.toEpochMilli());
    assertThat(facts.schema()).isNotNull();
  }

  @Test
  void aDecisionOfTheJobItselfIsThePlatforms() {
    var decision =
        Decision.newBuilder()
            .setId("d1")
            .setTenantId("_sealstream")
            .setPolicyId("p")
            .setPolicyVersion("1")
            .setPolicyHash("00")
            .setOutcome(DecisionOutcome.ACTIVATED)
            .setEvaluatedAt(TIME)
            .setAnchor("")
            .setEventIds(List.of())
            .setPositions(List.of())
            .build();
    byte[] value = new AvroWireEncoder<>(registry, "d", Decision.getClassSchema()).encode(decision);

    var facts = facts(OwnRecordDecoder.decisions(registry, LIMIT).decode(Bytes.wrap(value)));
    assertThat(facts.tenant()).isEqualTo(TenantId.PLATFORM);
    assertThat(facts.timeMillis()).isEqualTo(TIME.toEpochMilli());
    assertThat(reason(violations(value))).isEqualTo(RejectReason.INCOMPATIBLE_SCHEMA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_unattributed", "_other", "Acme", ""})
  void noOtherReservedTenantCanBeSpokenFor(String tenant) {
    assertThat(reason(violations(wire(violation(tenant, TIME)))))
        .isEqualTo(RejectReason.INVALID_TENANT);
  }

  @Test
  void whatCannotBeUsedHasTheReasonOfAnEvent() {
    byte[] good = wire(violation("acme", TIME));
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    byte[] shorter = Arrays.copyOf(good, good.length - 3);
    assertThat(reason(OwnRecordDecoder.violations(registry, LIMIT).decode(null)))
        .isEqualTo(RejectReason.TOMBSTONE);
    assertThat(reason(violations("text".getBytes(UTF_8)))).isEqualTo(RejectReason.BAD_MAGIC);
    assertThat(reason(violations(new byte[] {0, 0, 0, 9, 9, 1})))
        .isEqualTo(RejectReason.UNKNOWN_SCHEMA);
    assertThat(reason(violations(longer))).isEqualTo(RejectReason.TRAILING_BYTES);
    assertThat(reason(violations(shorter))).isEqualTo(RejectReason.MALFORMED);
    assertThat(reason(violations(new byte[LIMIT + 1]))).isEqualTo(RejectReason.TOO_LARGE);
    assertThat(reason(violations(wire(violation("acme", Instant.ofEpochMilli(Long.MAX_VALUE))))))
        .isEqualTo(RejectReason.MALFORMED);
  }

  private static RecordFacts facts(OwnRecordDecoder.Reading reading) {
    return Objects.requireNonNull(reading.facts());
  }

  private static RejectReason reason(OwnRecordDecoder.Reading reading) {
    return Objects.requireNonNull(reading.rejection()).reason();
  }

  private static OwnRecordDecoder.Reading policy(String payload) {
    String base64 = Base64.getEncoder().encodeToString(payload.getBytes(UTF_8));
    return envelope(
        "{\"payloadType\":\"application/vnd.sealstream.policy+json\",\"payload\":\""
            + base64
            + "\",\"signatures\":[]}");
  }

  private static OwnRecordDecoder.Reading envelope(String json) {
    return OwnRecordDecoder.policies(LIMIT).decode(Bytes.utf8(json));
  }

  @Test
  void aPolicyIsThePlatformsByIdAndVersion() {
    var facts =
        facts(policy("{\"id\":\"a\",\"version\":12,\"publishedAt\":\"2026-06-01T00:00:00.5Z\"}"));

    assertThat(facts.tenant()).isEqualTo(TenantId.PLATFORM);
    assertThat(facts.id()).isEqualTo("a@12");
    assertThat(facts.timeMillis()).isEqualTo(TIME.toEpochMilli() + 500);
    assertThat(facts.schema()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a|0|2026-06-01T00:00:00Z|MALFORMED",
        "a|1.0|2026-06-01T00:00:00Z|MALFORMED",
        "a|1e3|2026-06-01T00:00:00Z|MALFORMED",
        "a|9223372036854775808|2026-06-01T00:00:00Z|MALFORMED",
        "a|1|2026-02-30T00:00:00Z|MALFORMED",
        "a|1|2026-06-01T24:00:00Z|MALFORMED",
        "a|1|2026-06-01T23:59:60Z|MALFORMED",
        "a|1|2026-06-01T00:00:00+00:00|MALFORMED",
        "a|1|0000-06-01T00:00:00Z|MALFORMED",
        "\\u0007|1|2026-06-01T00:00:00Z|INVALID_ID",
        "\\ud800|1|2026-06-01T00:00:00Z|INVALID_ID",
        "\\ufffd|1|2026-06-01T00:00:00Z|INVALID_ID"
      })
  void whatIsNoStatementIsTold(String id, String version, String at, RejectReason reason) {
    String payload =
        "{\"id\":\"" + id + "\",\"version\":" + version + ",\"publishedAt\":\"" + at + "\"}";
    assertThat(reason(policy(payload))).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{} {}",
        "{\"payloadType\":\"application/vnd.sealstream.policy+json\",\"payload\":\"e30\"}",
        "{\"payloadType\":\"application/vnd.sealstream.policy+json\",\"payload\":\"e3=\"}",
        "{\"payloadType\":\"text/plain\",\"payload\":\"e30=\"}",
        "{\"payloadType\":\"x\",\"payloadType\":\"application/vnd.sealstream.policy+json\"}"
      })
  void whatIsNoEnvelopeIsMalformed(String json) {
    assertThat(reason(envelope(json))).isEqualTo(RejectReason.MALFORMED);
  }
}
