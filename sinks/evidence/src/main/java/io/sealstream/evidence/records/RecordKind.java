package io.sealstream.evidence.records;

import java.util.Locale;

/** What the records of a topic are. The words stand in heads: append only. */
public enum RecordKind {
  /** Audit events, in any topic of the input. */
  EVENTS,
  /** What policies found. */
  VIOLATIONS,
  /** Why they found it, or why not. */
  DECISIONS,
  /** Signed versions of policies. */
  POLICIES;

  /** The word in a head. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of a word.
   *
   * @throws IllegalArgumentException for a word that this version does not know
   */
  public static RecordKind of(String word) {
    for (RecordKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind of records: " + word);
  }
}
