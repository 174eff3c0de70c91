package io.sealstream.schemas.sample;

import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.AvroWireEncoder;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.v1.AuditEvent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Record values damaged in every way that a decoder must survive, each with the reason it must be
 * rejected for. For the demo and for tests; one thread only; the same seed gives the same damage.
 */
public final class DamagedRecords {
  private static final int HEADER_BYTES = 5;
  private static final int NO_SUCH_SCHEMA = 0x7fff_fff0;

  /** A way to be damaged. */
  public enum Kind {
    TOMBSTONE(RejectReason.TOMBSTONE),
    EMPTY(RejectReason.BAD_MAGIC),
    SHORT_HEADER(RejectReason.BAD_MAGIC),
    GARBAGE(RejectReason.BAD_MAGIC),
    WRONG_MAGIC(RejectReason.BAD_MAGIC),
    UNKNOWN_SCHEMA(RejectReason.UNKNOWN_SCHEMA),
    FOREIGN_SCHEMA(RejectReason.INCOMPATIBLE_SCHEMA),
    TRUNCATED(RejectReason.MALFORMED),
    HOSTILE_LENGTHS(RejectReason.MALFORMED),
    TRAILING_BYTES(RejectReason.TRAILING_BYTES),
    TOO_LARGE(RejectReason.TOO_LARGE),
    NO_TENANT(RejectReason.INVALID_TENANT),
    RESERVED_TENANT(RejectReason.INVALID_TENANT),
    NO_ID(RejectReason.INVALID_ID),
    FUTURE(RejectReason.FUTURE_TIME);

    private final RejectReason expected;

    Kind(RejectReason expected) {
      this.expected = expected;
    }

    public RejectReason expected() {
      return expected;
    }
  }

  private final AvroWireEncoder<AuditEvent> encoder;
  private final int foreignSchemaId;
  private final DecoderLimits limits;
  private final Random random;

  /**
   * Damages what the encoder writes.
   *
   * @param foreignSchemaId id of a registered schema that no event can be read from
   * @param limits those of the jobs
   */
  public DamagedRecords(
      AvroWireEncoder<AuditEvent> encoder, int foreignSchemaId, DecoderLimits limits, long seed) {
    this.encoder = encoder;
    this.foreignSchemaId = foreignSchemaId;
    this.limits = limits;
    this.random = new Random(seed);
  }

  /**
   * A damaged value made from a good event, or null for a tombstone.
   *
   * @param now about when the broker will stamp the record
   */
  public byte @Nullable [] value(Kind kind, AuditEvent good, Instant now) {
    return switch (kind) {
      case TOMBSTONE -> null;
      case EMPTY -> new byte[0];
      case SHORT_HEADER -> Arrays.copyOf(encoder.encode(good), HEADER_BYTES - 1);
      case GARBAGE -> garbage();
      case WRONG_MAGIC -> withMagic(encoder.encode(good), (byte) 1);
      case UNKNOWN_SCHEMA -> withSchema(encoder.encode(good), NO_SUCH_SCHEMA);
      case FOREIGN_SCHEMA -> withSchema(encoder.encode(good), foreignSchemaId);
      case TRUNCATED -> truncated(encoder.encode(good));
      case HOSTILE_LENGTHS -> hostileLengths(encoder.encode(good));
      case TRAILING_BYTES -> Arrays.copyOf(encoder.encode(good), encoder.encode(good).length + 3);
      case TOO_LARGE -> Arrays.copyOf(encoder.encode(good), limits.maxValueBytes() + 1);
      case NO_TENANT -> encoder.encode(AuditEvent.newBuilder(good).setTenantId("").build());
      case RESERVED_TENANT ->
          encoder.encode(AuditEvent.newBuilder(good).setTenantId("_unattributed").build());
      case NO_ID -> encoder.encode(AuditEvent.newBuilder(good).setId("").build());
      case FUTURE -> encoder.encode(AuditEvent.newBuilder(good).setTime(tooLate(now)).build());
    };
  }

  /**
   * A good event that names another tenant than the one a topic is bound to. There it must be
   * rejected as {@code TENANT_NOT_BOUND}; in a shared topic it is as good as any. Since the topic
   * decides, not the value, it is no {@link Kind}.
   */
  public byte[] ofAnotherTenant(AuditEvent good, TenantId bound) {
    String other =
        SampleGenerator.TENANTS.stream()
            .filter(tenant -> !tenant.equals(bound.value()))
            .findFirst()
            .orElseThrow();
    return encoder.encode(AuditEvent.newBuilder(good).setTenantId(other).build());
  }

  private Instant tooLate(Instant now) {
    return now.plus(limits.maxFuture()).plus(Duration.ofDays(1));
  }

  private byte[] garbage() {
    byte[] bytes = new byte[1 + random.nextInt(400)];
    random.nextBytes(bytes);
    // 0 is the one first byte that is not garbage at once.
    bytes[0] = (byte) (1 + random.nextInt(255));
    return bytes;
  }

  private byte[] truncated(byte[] encoded) {
    int kept = HEADER_BYTES + random.nextInt(encoded.length - HEADER_BYTES);
    return Arrays.copyOf(encoded, kept);
  }

  /** The first field, a string, claims two gigabytes. */
  private static byte[] hostileLengths(byte[] encoded) {
    byte[] claim = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
    System.arraycopy(claim, 0, encoded, HEADER_BYTES, claim.length);
    return encoded;
  }

  private static byte[] withMagic(byte[] encoded, byte magic) {
    encoded[0] = magic;
    return encoded;
  }

  private static byte[] withSchema(byte[] encoded, int id) {
    ByteBuffer.wrap(encoded).putInt(1, id);
    return encoded;
  }
}
