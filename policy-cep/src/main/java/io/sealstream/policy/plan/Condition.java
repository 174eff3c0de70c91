package io.sealstream.policy.plan;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a correlation demands of the number computed over a window, or of the members in it. */
public sealed interface Condition extends Serializable {

  /**
   * Bounds on the number; all must hold.
   *
   * @param percentile for {@code value_percentile}: which one, 0 to 100; null where the file has
   *     none, and then the number is what percentage of the window's values equals the anchor's
   */
  record Bounds(List<Bound> bounds, @Nullable BigDecimal percentile) implements Condition {
    public Bounds {
      bounds = List.copyOf(bounds);
    }
  }

  /** One comparison with a fixed number. */
  record Bound(Operator operator, BigDecimal value) implements Serializable {}

  /** Sigma's comparisons. */
  enum Operator {
    GT,
    GTE,
    LT,
    LTE,
    EQ,
    NEQ
  }

  /** A Boolean expression over which members occur in the window. */
  record Members(Presence expression) implements Condition {}

  /** A node of such an expression. */
  sealed interface Presence extends Serializable {
    /** Whether the member, by its place, occurs. */
    record Occurs(int member) implements Presence {}

    record And(List<Presence> parts) implements Presence {
      public And {
        parts = List.copyOf(parts);
      }
    }

    record Or(List<Presence> parts) implements Presence {
      public Or {
        parts = List.copyOf(parts);
      }
    }

    record Not(Presence part) implements Presence {}
  }
}
