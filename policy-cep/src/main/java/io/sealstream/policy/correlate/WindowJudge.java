package io.sealstream.policy.correlate;

/**
 * A judge that keeps a tally of the window: it is told what enters and leaves, and asked when the
 * window ends with the occurrence in question.
 */
interface WindowJudge extends Judge {
  void enter(Occurrence occurrence);

  void leave(Occurrence occurrence);

  /** The window is empty. */
  void clear();
}
