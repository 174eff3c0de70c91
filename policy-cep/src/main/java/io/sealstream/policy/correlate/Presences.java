package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Condition.Presence;

/** Reads Boolean expressions over members. */
final class Presences {

  private Presences() {}

  /** Whether it holds when these members occur, as bits by place. */
  static boolean holds(Presence expression, long present) {
    if (expression instanceof Presence.Occurs occurs) {
      return (present & (1L << occurs.member())) != 0;
    }
    if (expression instanceof Presence.And and) {
      return and.parts().stream().allMatch(part -> holds(part, present));
    }
    if (expression instanceof Presence.Or or) {
      return or.parts().stream().anyMatch(part -> holds(part, present));
    }
    return !holds(((Presence.Not) expression).part(), present);
  }

  /** Whether more members can never make it false. */
  static boolean onlyGrows(Presence expression) {
    if (expression instanceof Presence.And and) {
      return and.parts().stream().allMatch(Presences::onlyGrows);
    }
    if (expression instanceof Presence.Or or) {
      return or.parts().stream().allMatch(Presences::onlyGrows);
    }
    return expression instanceof Presence.Occurs;
  }

  /** The highest place of a member in it; -1 where there is none. */
  static int highest(Presence expression) {
    if (expression instanceof Presence.Occurs occurs) {
      return occurs.member();
    }
    if (expression instanceof Presence.And and) {
      return and.parts().stream().mapToInt(Presences::highest).max().orElse(-1);
    }
    if (expression instanceof Presence.Or or) {
      return or.parts().stream().mapToInt(Presences::highest).max().orElse(-1);
    }
    return highest(((Presence.Not) expression).part());
  }
}
