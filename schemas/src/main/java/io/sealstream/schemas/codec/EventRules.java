package io.sealstream.schemas.codec;

import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.DecodeResult.Undecodable;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Geo;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an event must be like beyond its schema. The first rule that it breaks is its reason. */
final class EventRules {
  /** Elasticsearch refuses a longer {@code _id}. */
  private static final int MAX_ID_BYTES = 512;

  private static final int MOST_BYTES_OF_CHAR = 3;

  /** The instants that ISO-8601, Elasticsearch and RFC 3339 can all spell. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private final DecoderLimits limits;
  private final TenantBinding binding;
  private final Map<String, Optional<TenantId>> boundTenants = new HashMap<>();

  EventRules(DecoderLimits limits, TenantBinding binding) {
    this.limits = limits;
    this.binding = binding;
  }

  /** Values that Avro can carry and that neither JSON nor the index can. */
  Optional<Undecodable> unrepresentable(AuditEvent event) {
    if (!isRepresentable(event.getTime()) || !isRepresentable(event.getObservedTime())) {
      return rejected(
          RejectReason.MALFORMED,
          "time or observed_time lies outside the years 0001 to 9999: send milliseconds since 1970");
    }
    Geo geo = event.getSource().getGeo();
    if (geo != null && !(isRepresentable(geo.getLat()) && isRepresentable(geo.getLon()))) {
      return rejected(RejectReason.MALFORMED, "source.geo.lat or lon is not a finite number");
    }
    return Optional.empty();
  }

  /** Tenant, id, binding and time, in this order. */
  Optional<Undecodable> broken(
      AuditEvent event, String topic, long timestampMillis, TimestampKind timestampKind) {
    if (!TenantId.isValid(event.getTenantId())) {
      return rejected(
          RejectReason.INVALID_TENANT,
          "tenant_id must match [a-z0-9][a-z0-9_]{0,63}: correct the emitter's tenant");
    }
    Optional<Undecodable> id = brokenId(event.getId());
    if (id.isPresent()) {
      return id;
    }
    Optional<TenantId> bound = boundTenants.computeIfAbsent(topic, binding::boundTenant);
    if (bound.isPresent() && !bound.get().value().equals(event.getTenantId())) {
      return rejected(
          RejectReason.TENANT_NOT_BOUND,
          "topic "
              + topic
              + " is bound to tenant "
              + bound.get()
              + " and the event names another: send it to that tenant's own topic");
    }
    return timestampKind == TimestampKind.NONE
        ? Optional.empty()
        : brokenTime(event.getTime(), timestampMillis);
  }

  static Optional<Undecodable> brokenId(String id) {
    if (id.isBlank()) {
      return rejected(RejectReason.INVALID_ID, "id is blank: every event needs its own id");
    }
    int bytes = MOST_BYTES_OF_CHAR * id.length();
    if (bytes > MAX_ID_BYTES) { // else it need not be encoded to be counted
      bytes = id.getBytes(StandardCharsets.UTF_8).length;
    }
    if (bytes > MAX_ID_BYTES) {
      return rejected(
          RejectReason.INVALID_ID,
          "id has " + bytes + " UTF-8 bytes, limit " + MAX_ID_BYTES + ": use a shorter id");
    }
    if (hasControls(id)) {
      return rejected(RejectReason.INVALID_ID, "id holds control characters: use printable text");
    }
    return Optional.empty();
  }

  private static boolean hasControls(String text) {
    for (int i = 0; i < text.length(); i++) { // a stream would be made for every event
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private Optional<Undecodable> brokenTime(Instant time, long timestampMillis) {
    long aheadMillis = time.toEpochMilli() - timestampMillis;
    if (aheadMillis <= limits.maxFuture().toMillis()) {
      return Optional.empty();
    }
    return rejected(
        RejectReason.FUTURE_TIME,
        "time is "
            + aheadMillis
            + " ms ahead of the record's timestamp, limit "
            + limits.maxFuture().toMillis()
            + " ms: set the emitter's clock");
  }

  static boolean isRepresentable(@Nullable Instant time) {
    return time == null || !(time.isBefore(FIRST) || time.isAfter(LAST));
  }

  private static boolean isRepresentable(@Nullable Double number) {
    return number == null || Double.isFinite(number);
  }

  private static Optional<Undecodable> rejected(RejectReason reason, String detail) {
    return Optional.of(new Undecodable(reason, detail));
  }
}
