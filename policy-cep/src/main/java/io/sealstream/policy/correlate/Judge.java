package io.sealstream.policy.correlate;

/** Decides about the anchors of one group. */
interface Judge {
  /** The event became an occurrence of the member, wherever the window is. */
  default void inserted(Occurrence occurrence, int member) {}

  /** The event is no longer held. */
  default void removed(Occurrence occurrence) {}

  /** Whether the window that ends with the occurrence satisfies the condition. */
  boolean isAnchor(GroupIndex group, Occurrence occurrence);
}
