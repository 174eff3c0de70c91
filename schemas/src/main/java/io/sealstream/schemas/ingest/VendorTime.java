package io.sealstream.schemas.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * The forms in which vendors write times: ISO-8601, with a space for the {@code T} as well, in UTC
 * unless there is an offset; or milliseconds since 1970.
 */
final class VendorTime {
  private static final DateTimeFormatter TEXT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT);

  private VendorTime() {}

  /** The time that a value stands for; empty when it stands for none. */
  static Optional<Instant> of(JsonNode value) {
    if (value.isNumber()) {
      return Optional.of(Instant.ofEpochMilli(value.asLong()));
    }
    return value.isTextual() ? ofText(value.asText()) : Optional.empty();
  }

  private static Optional<Instant> ofText(String text) {
    try {
      TemporalAccessor parsed = TEXT.parse(text.strip().replace(' ', 'T'));
      return Optional.of(
          parsed.isSupported(ChronoField.OFFSET_SECONDS)
              ? Instant.from(parsed)
              : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
