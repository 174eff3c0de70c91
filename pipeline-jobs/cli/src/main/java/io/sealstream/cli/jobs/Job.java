package io.sealstream.cli.jobs;

import io.sealstream.local.Words;

/** The jobs that can be submitted. */
public enum Job {
  POLICY,
  EVIDENCE,
  SEARCH;

  /** The word for it on the command line. */
  public String word() {
    return Words.of(this);
  }

  /**
   * The job for a word.
   *
   * @throws IllegalArgumentException names the words there are
   */
  public static Job of(String word) {
    return Words.find(Job.class, "job", word);
  }
}
