package io.sealstream.schemas.emitter;

import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.v1.AuditEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What the pipeline would reject is refused before it gets a sequence number. */
final class EventChecks {
  private static final int MAX_ID_BYTES = 512;
  private static final Duration MAX_FUTURE = DecoderLimits.DEFAULT.maxFuture();

  private final InstantSource clock;
  private final @Nullable TenantId only;

  EventChecks(InstantSource clock, @Nullable TenantId only) {
    this.clock = clock;
    this.only = only;
  }

  /**
   * Checks tenant and time, and the id where the event has one.
   *
   * @throws IllegalArgumentException saying what is wrong with the event
   */
  void require(AuditEvent event) {
    String tenant = event.getTenantId();
    if (!TenantId.isValid(tenant)) {
      throw new IllegalArgumentException(
          "tenant_id must match [a-z0-9][a-z0-9_]{0,63}: set the event's tenant");
    }
    if (only != null && !only.value().equals(tenant)) {
      throw new IllegalArgumentException(
          "this emitter speaks for tenant " + only + ", and the event names " + tenant);
    }
    Instant time = event.getTime();
    if (time == null) {
      throw new IllegalArgumentException("time is missing: say when it happened");
    }
    if (time.isAfter(clock.instant().plus(MAX_FUTURE))) {
      throw new IllegalArgumentException(
          "time " + time + " lies more than " + MAX_FUTURE + " ahead: set the clock");
    }
    requireId(event.getId());
  }

  private static void requireId(@Nullable String id) {
    if (id == null || id.isBlank()) {
      return;
    }
    if (id.getBytes(StandardCharsets.UTF_8).length > MAX_ID_BYTES
        || id.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "id must be printable and at most " + MAX_ID_BYTES + " bytes of UTF-8");
    }
  }
}
