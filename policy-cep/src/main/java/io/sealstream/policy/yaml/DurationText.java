package io.sealstream.policy.yaml;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as policy files write them: a number and one of ms, s, m, h, d, w. */
public final class DurationText {
  /** What a message says where a text is none. */
  public static final String FORM = "a number and one of ms, s, m, h, d, w, as in 90m";

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d|w)");
  private static final int DAYS_OF_A_WEEK = 7;

  private static final List<Unit> UNITS =
      List.of(
          new Unit("d", Duration.ofDays(1).toMillis()),
          new Unit("h", Duration.ofHours(1).toMillis()),
          new Unit("m", Duration.ofMinutes(1).toMillis()),
          new Unit("s", Duration.ofSeconds(1).toMillis()));

  private record Unit(String name, long millis) {}

  private DurationText() {}

  /** In the largest unit below weeks of which it is a whole number. */
  public static String of(Duration duration) {
    long millis = duration.toMillis();
    for (Unit unit : UNITS) {
      if (millis != 0 && millis % unit.millis() == 0) {
        return millis / unit.millis() + unit.name();
      }
    }
    return millis + "ms";
  }

  /** Nothing where the text is no duration. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          case "d" -> Duration.ofDays(count);
          default -> Duration.ofDays(DAYS_OF_A_WEEK * count);
        });
  }
}
