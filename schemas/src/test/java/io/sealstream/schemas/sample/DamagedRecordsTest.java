package io.sealstream.schemas.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.AuditEventDecoder;
import io.sealstream.schemas.codec.AvroWireEncoder;
import io.sealstream.schemas.codec.DecodeResult.Undecodable;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.sample.DamagedRecords.Kind;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedRecordsTest {
  private static final String TOPIC = "audit.events";

  /** Past the sample's day, as the broker's clock is when the sample is sent. */
  private static final Instant NOW = SampleOptions.DEFAULT_START.plus(Duration.ofDays(2));

  private static final DecoderLimits LIMITS = new DecoderLimits(16 * 1024, Duration.ofMinutes(10));
  private static final List<AuditEvent> GOOD =
      new SampleGenerator(SampleOptions.of(SampleGenerator.MIN_COUNT, 42)).events();

  private final InMemorySchemaRegistryClient registry = new InMemorySchemaRegistryClient();
  private final AvroWireEncoder<AuditEvent> encoder =
      new AvroWireEncoder<>(registry, TOPIC + "-value", AuditEvent.getClassSchema());
  private final int foreignId = registry.register("foreign-value", Violation.getClassSchema());
  private final AuditEventDecoder decoder = decoder(TenantBinding.NONE);

  @ParameterizedTest
  @EnumSource
  void everyDamageIsRejectedForItsReason(Kind kind) {
    assertThat(GOOD)
        .allSatisfy(
            good -> {
              var records = damage(good.hashCode());
              assertThat(reason(records.value(kind, good, NOW))).isEqualTo(kind.expected());
            });
  }

  @ParameterizedTest
  @EnumSource(names = {"GARBAGE", "TRUNCATED"})
  void chanceNeverMakesADamagedRecordGood(Kind kind) {
    for (long seed = 0; seed < 20_000; seed++) {
      AuditEvent good = GOOD.get((int) (seed % GOOD.size()));
      assertThat(reason(damage(seed).value(kind, good, NOW)))
          .as("seed %s", seed)
          .isEqualTo(kind.expected());
    }
  }

  @Test
  void anEventCutAtAnyByteIsMalformed() {
    for (AuditEvent good : GOOD) {
      byte[] whole = encoder.encode(good);
      for (int kept = 5; kept < whole.length; kept++) {
        assertThat(reason(Arrays.copyOf(whole, kept))).isEqualTo(RejectReason.MALFORMED);
      }
      assertThat(decoder.decode(record(whole)).decoded()).contains(good);
    }
  }

  @Test
  void equalSeedsGiveEqualDamage() {
    assertThat(bytes(damage(7))).isEqualTo(bytes(damage(7)));
    assertThat(bytes(damage(7))).isNotEqualTo(bytes(damage(8)));
  }

  @Test
  void everyReasonOfTheDecoderHasADamage() {
    Set<RejectReason> covered =
        Arrays.stream(Kind.values()).map(Kind::expected).collect(Collectors.toSet());
    assertThat(covered)
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(
                // The first depends on the topic, not on the value; the second is the index's own.
                EnumSet.of(RejectReason.TENANT_NOT_BOUND, RejectReason.INDEX_REFUSED)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "globex", "elsewhere"})
  void anEventOfAnotherTenantIsRejectedWhereTheTopicIsBoundAndOnlyThere(String tenant) {
    var bound = new TenantId(tenant);
    var binding = new TenantBinding(List.of(new TenantBinding.Rule("audit\\.events", bound)));
    for (AuditEvent good : GOOD) {
      ReceivedRecord record = record(damage(1).ofAnotherTenant(good, bound));

      assertThat(reason(decoder(binding), record)).isEqualTo(RejectReason.TENANT_NOT_BOUND);
      assertThat(decoder.decode(record).decoded()).isPresent();
    }
  }

  private AuditEventDecoder decoder(TenantBinding binding) {
    return new AuditEventDecoder(registry, LIMITS, binding);
  }

  private DamagedRecords damage(long seed) {
    return new DamagedRecords(encoder, foreignId, LIMITS, seed);
  }

  private static List<Bytes> bytes(DamagedRecords records) {
    var values = new ArrayList<Bytes>();
    for (Kind kind : EnumSet.complementOf(EnumSet.of(Kind.TOMBSTONE))) {
      byte[] value = records.value(kind, GOOD.get(0), NOW);
      values.add(Bytes.wrap(value == null ? new byte[0] : value));
    }
    return values;
  }

  private RejectReason reason(byte @Nullable [] value) {
    return reason(decoder, record(value));
  }

  private static RejectReason reason(AuditEventDecoder decoder, ReceivedRecord record) {
    var result = decoder.decode(record);
    assertThat(result).isInstanceOf(Undecodable.class);
    return ((Undecodable) result).reason();
  }

  private static ReceivedRecord record(byte @Nullable [] value) {
    Bytes bytes = value == null ? null : Bytes.wrap(value);
    return new ReceivedRecord(
        TOPIC, 0, 7, 0, NOW.toEpochMilli(), TimestampKind.LOG_APPEND_TIME, null, bytes, List.of());
  }
}
