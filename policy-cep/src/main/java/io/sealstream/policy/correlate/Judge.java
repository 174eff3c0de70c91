package io.sealstream.policy.correlate;

/**
 * Decides about the anchors of one group. One that reads the window is told what enters and leaves
 * it, and asked when the window ends with the occurrence in question.
 */
interface Judge {
  /** Whether what {@link #enter} and {@link #leave} tell is needed. */
  default boolean readsWindow() {
    return true;
  }

  /** The event became an occurrence of the member, wherever the window is. */
  default void inserted(Occurrence occurrence, int member) {}

  /** The event is no longer held. */
  default void removed(Occurrence occurrence) {}

  void enter(Occurrence occurrence);

  void leave(Occurrence occurrence);

  /** The window is empty. */
  void clear();

  boolean isAnchor(GroupIndex group, Occurrence occurrence);
}
