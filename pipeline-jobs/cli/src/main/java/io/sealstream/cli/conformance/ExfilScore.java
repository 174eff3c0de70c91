package io.sealstream.cli.conformance;

import io.sealstream.cli.conformance.ExfilLabels.Injection;
import io.sealstream.cli.conformance.ExfilLabels.UserDay;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How well alerts find injections: by the day, and from the tenth on, for what learns from the days
 * before.
 */
record ExfilScore(ExfilLabels labels, Set<UserDay> alerts) {
  private static final long FIRST_DAY = 10;

  ExfilScore {
    alerts =
        alerts.stream()
            .filter(alert -> alert.day() >= FIRST_DAY)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** One line. Precision is over user-days, recall over injections. */
  String words() {
    Set<UserDay> hidden =
        labels.injections().stream()
            .flatMap(injection -> labels.days(injection).stream())
            .collect(Collectors.toSet());
    long right = alerts.stream().filter(hidden::contains).count();
    List<Injection> found = labels.injections().stream().filter(this::isFound).toList();
    var byKind = new TreeMap<String, String>();
    for (Injection each : labels.injections()) {
      Predicate<Injection> ofKind = other -> other.kind().equals(each.kind());
      long all = labels.injections().stream().filter(ofKind).count();
      byKind.put(each.kind(), found.stream().filter(ofKind).count() + " of " + all);
    }
    return String.format(
        Locale.ROOT,
        "%d of %d injections found %s, %d false user-days, precision %s, recall %s",
        found.size(),
        labels.injections().size(),
        byKind,
        alerts.size() - right,
        share(right, alerts.size()),
        share(found.size(), labels.injections().size()));
  }

  private boolean isFound(Injection injection) {
    return labels.days(injection).stream().anyMatch(alerts::contains);
  }

  private static String share(long part, long whole) {
    return whole == 0 ? "none" : String.format(Locale.ROOT, "%.2f", (double) part / whole);
  }
}
