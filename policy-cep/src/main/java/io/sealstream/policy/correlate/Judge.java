package io.sealstream.policy.correlate;

import java.math.BigDecimal;
import java.util.List;

/** Decides about the anchors of one group. */
interface Judge {
  /** The event became an occurrence of the member, wherever the window is. */
  default void inserted(Occurrence occurrence, int member) {}

  /** The event is no longer held. */
  default void removed(Occurrence occurrence) {}

  /** Whether the window that ends with the occurrence satisfies the condition. */
  boolean isAnchor(GroupIndex group, Occurrence occurrence);

  /**
   * What {@link #isAnchor} holds against the bounds: none where there is no such number, one for
   * each value of the event where they are of its values. Fractions are rounded.
   */
  List<BigDecimal> numbers(GroupIndex group, Occurrence occurrence);
}
