package io.sealstream.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What the transfers of a pack hide.
 *
 * @param startSeconds where day 0 begins, since 1970
 */
record ExfilLabels(long startSeconds, List<Injection> injections) {
  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

  /**
   * What one user took out, in seconds since 1970, both included.
   *
   * @param events how many transfers at least
   * @param bytes how much at least
   */
  record Injection(String kind, String user, long start, long end, long events, long bytes) {}

  /** A user on a day since the start. */
  record UserDay(String user, long day) {}

  ExfilLabels {
    injections = List.copyOf(injections);
  }

  static ExfilLabels read(JsonNode json, String file) {
    var labels = new Vector(Vector.map(json, file));
    long start = labels.requireWhole("start");
    var injections = new ArrayList<Injection>();
    for (JsonNode node : labels.requireList("injections")) {
      var each = new Vector(Vector.map(node, "injections"));
      var injection =
          new Injection(
              each.require("kind").asText(),
              each.require("user").asText(),
              each.requireWhole("start"),
              each.requireWhole("end"),
              each.wholeOrZero("events"),
              each.wholeOrZero("bytes"));
      if (injection.start() < start || injection.end() < injection.start()) {
        throw new UnreadableException(
            "it ends before it starts, or starts before 'start': " + injection);
      }
      injections.add(injection);
    }
    return new ExfilLabels(start, injections);
  }

  UserDay on(String user, long seconds) {
    return new UserDay(user, Math.floorDiv(seconds - startSeconds, DAY_SECONDS));
  }

  /** The days on which an alert about the user is true. */
  List<UserDay> days(Injection injection) {
    long first = on(injection.user(), injection.start()).day();
    long last = on(injection.user(), injection.end()).day();
    return LongStream.rangeClosed(first, last)
        .mapToObj(day -> new UserDay(injection.user(), day))
        .toList();
  }
}
