package io.sealstream.policy.sequence;

/** What became of a hit when it came. Each is one of these, and each is worth a counter. */
public enum Arrival {
  /** It waits for the watermark. */
  TAKEN,
  /** It is behind the watermark, but what it can decide is not decided yet: it was taken. */
  LATE,
  /** It is behind the watermark and changes nothing any more. */
  TOO_LATE,
  /** The same event came before and still waits. */
  REPEATED,
  /** Too many hits of its group wait: it was left out. */
  FULL,
  /** The plan has no use for it. */
  NO_PART
}
