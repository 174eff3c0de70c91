package io.sealstream.policy.sigma;

import io.sealstream.policy.event.EventView;
import java.util.List;

/** A condition over selections. */
sealed interface Expression {

  boolean holds(Detection detection, EventView event);

  /** The same over selections that stand so many places further on. */
  Expression shifted(int places);

  /** A selection by its place in the detection. */
  record Selected(int index) implements Expression {
    @Override
    public boolean holds(Detection detection, EventView event) {
      return detection.selectionMatches(index, event);
    }

    @Override
    public Expression shifted(int places) {
      return new Selected(index + places);
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

    @Override
    public Expression shifted(int places) {
      return new And(parts.stream().map(part -> part.shifted(places)).toList());
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

    @Override
    public Expression shifted(int places) {
      return new Or(parts.stream().map(part -> part.shifted(places)).toList());
    }
  }

  record Not(Expression part) implements Expression {
    @Override
    public boolean holds(Detection detection, EventView event) {
      return !part.holds(detection, event);
    }

    @Override
    public Expression shifted(int places) {
      return new Not(part.shifted(places));
    }
  }
}
