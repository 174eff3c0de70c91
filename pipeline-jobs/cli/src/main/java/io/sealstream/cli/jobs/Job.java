package io.sealstream.cli.jobs;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The jobs that can be submitted. */
public enum Job {
  POLICY,
  EVIDENCE,
  SEARCH;

  /** The word for it on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The job for a word.
   *
   * @throws IllegalArgumentException names the words there are
   */
  public static Job of(String word) {
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
