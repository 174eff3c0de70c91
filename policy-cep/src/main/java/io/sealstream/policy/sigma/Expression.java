package io.sealstream.policy.sigma;

import io.sealstream.policy.event.EventView;
import java.util.List;

/** A condition over selections. */
sealed interface Expression {

  boolean holds(Detection detection, EventView event);

  /** A selection by its place in the detection. */
  record Selected(int index) implements Expression {
    @Override
    public boolean holds(Detection detection, EventView event) {
      return detection.selectionMatches(index, event);
    }
  }

  record And(List<Expression> parts) implements Expression {
    public And {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean holds(Detection detection, EventView event) {
      for (Expression part : parts) {
        if (!part.holds(detection, event)) {
          return false;
        }
      }
      return true;
    }
  }

  record Or(List<Expression> parts) implements Expression {
    public Or {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean holds(Detection detection, EventView event) {
      for (Expression part : parts) {
        if (part.holds(detection, event)) {
          return true;
        }
      }
      return false;
    }
  }

  record Not(Expression part) implements Expression {
    @Override
    public boolean holds(Detection detection, EventView event) {
      return !part.holds(detection, event);
    }
  }
}
