package io.sealstream.schemas.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.v1.Emitter;
import io.sealstream.schemas.v1.LogSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/**
 * A vendor's record before it is mapped.
 *
 * @param time when it happened
 * @param raw its JSON, exactly as received
 * @param json the same, parsed
 */
public record VendorEvent(
    TenantId tenant, String id, Instant time, LogSource logSource, String raw, JsonNode json) {

  /** Label of an event whose time is not its record's. */
  public static final String TIME_SOURCE = "time.source";

  /** Value of {@link #TIME_SOURCE}: the clock of the importer. */
  public static final String TIME_OF_INGEST = "ingest";

  /** The place of an event that no emitter has taken yet. */
  public static final Emitter UNSTAMPED = new Emitter("unstamped", 0L, 0L);

  /**
   * An id for a record that brings none: the same for the same text (UUIDv8 over SHA-256, as RFC
   * 9562 allows).
   */
  static String idOf(String raw) {
    byte[] hash = sha256(raw.getBytes(StandardCharsets.UTF_8));
    hash[6] = (byte) ((hash[6] & 0x0f) | 0x80);
    hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
    String hex = Bytes.wrap(hash).toHex();
    return new UUID(
            Long.parseUnsignedLong(hex.substring(0, 16), 16),
            Long.parseUnsignedLong(hex.substring(16, 32), 16))
        .toString();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
