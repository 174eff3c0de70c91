package io.sealstream.policy.sigma;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;
import java.time.temporal.ValueRange;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

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

  private static final int LAST_YEAR = 9999;
  private static final int LONGEST = 40;

  /** RFC 3339 and what is near it: a date, a time if there is one, an offset that nobody reads. */
  private static final Pattern TEXT =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})"
              + "(?:[Tt ](\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?)"
              + "(?:[Zz]| ?UTC| ?[+-]\\d{2}(?::?\\d{2})?)?)?");

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
    Matcher matcher = TEXT.matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(time(matcher.group(1), matcher.group(2)).get(field));
    } catch (DateTimeException notATime) {
      return OptionalInt.empty();
    }
  }

  private static LocalDateTime time(String date, @Nullable String time) {
    LocalTime ofDay = time == null ? LocalTime.MIDNIGHT : LocalTime.parse(time.replace(',', '.'));
    return LocalDate.parse(date).atTime(ofDay);
  }
}
