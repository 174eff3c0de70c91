package io.sealstream.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The jobs that can be submitted. */
enum Job {
  POLICY,
  EVIDENCE,
  SEARCH;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Job of(String word) {
    return Arrays.stream(values())
        .filter(job -> job.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no job " + word + "; there are " + words()));
  }

  private static String words() {
    return Arrays.stream(values()).map(Job::word).collect(Collectors.joining(", "));
  }
}
