package io.sealstream.policy.sigma;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;
import java.time.temporal.ValueRange;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/**
 * Sigma's time modifiers: a number out of an ISO-8601 text, in the offset that the text itself
 * states. Sigma converts no time zones, and neither does this.
 */
enum TimePart {
  MINUTE(ChronoField.MINUTE_OF_HOUR),
  HOUR(ChronoField.HOUR_OF_DAY),
  DAY(ChronoField.DAY_OF_MONTH),
  WEEK(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
  MONTH(ChronoField.MONTH_OF_YEAR),
  YEAR(ChronoField.YEAR);

  private static final int DATE_LENGTH = 10;
  private static final int LAST_YEAR = 9999;

  private final TemporalField field;

  TimePart(TemporalField field) {
    this.field = field;
  }

  /** Every number that a time may have here, in the years that are written with four digits. */
  LongStream possible() {
    ValueRange range = field.range();
    return this == YEAR
        ? LongStream.rangeClosed(0, LAST_YEAR)
        : LongStream.rangeClosed(range.getMinimum(), range.getMaximum());
  }

  /** Nothing where the text is no time. */
  OptionalInt of(String text) {
    if (text.length() < DATE_LENGTH || text.charAt(4) != '-') {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(parse(text.replace(' ', 'T')).get(field));
    } catch (DateTimeException notATime) {
      return OptionalInt.empty();
    }
  }

  private static LocalDateTime parse(String text) {
    if (text.length() == DATE_LENGTH) {
      return LocalDate.parse(text).atTime(LocalTime.MIDNIGHT);
    }
    int zone = Math.max(text.indexOf('Z'), Math.max(text.indexOf('+'), text.lastIndexOf('-')));
    return zone > DATE_LENGTH
        ? OffsetDateTime.parse(text).toLocalDateTime()
        : LocalDateTime.parse(text);
  }
}
