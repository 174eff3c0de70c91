package io.sealstream.policy.correlate;

/** What became of a hit. */
public enum Added {
  /** It takes part. */
  TAKEN,
  /** Its event is held already: nothing changed. */
  REPEATED,
  /**
   * It came when the watermark had passed its time, and part of the correlation is judged by the
   * watermark: that part neither judges it as an anchor nor judges anew what it has judged. It
   * takes part in everything else: what fires on arrival, and windows still to be judged.
   */
  LATE,
  /** It came when all its windows had gone: nothing changed. */
  GONE,
  /** It hits no rule of the correlation, or has no value for a group of this key. */
  NO_PART
}
