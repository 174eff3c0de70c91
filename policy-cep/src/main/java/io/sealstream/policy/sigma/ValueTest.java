package io.sealstream.policy.sigma;

import com.google.re2j.Pattern;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.event.FieldValue;
import io.sealstream.policy.event.FieldValues;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** One value of a rule, against everything that a path reached. */
sealed interface ValueTest {

  boolean matches(FieldValues field, EventView event);

  /** Whether it certainly holds wherever the field has a value. */
  default boolean acceptsEveryValue() {
    return false;
  }

  /** The field besides the tested one that it reads. */
  default Optional<FieldPath> otherField() {
    return Optional.empty();
  }

  /** Tests each value for itself; a null is none. */
  sealed interface OfOne extends ValueTest {
    boolean accepts(FieldValue value);

    /** Whether there is certainly no value that it accepts. */
    default boolean acceptsNoValue() {
      return false;
    }

    @Override
    default boolean matches(FieldValues field, EventView event) {
      for (int i = 0; i < field.size(); i++) { // an iterator would be made for every event
        FieldValue value = field.get(i);
        if (!value.isNull() && accepts(value)) {
          return true;
        }
      }
      return false;
    }

    default boolean anyAccepted(List<FieldValue> values) {
      for (FieldValue value : values) {
        if (!value.isNull() && accepts(value)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Equal to a text, whatever the case. */
  record Equal(String folded) implements OfOne {
    @Override
    public boolean accepts(FieldValue value) {
      return value.folded().equals(folded);
    }
  }

  /** Fits a pattern with wildcards, or is exactly a text. */
  record Like(Glob pattern, boolean cased) implements OfOne {
    @Override
    public boolean accepts(FieldValue value) {
      return pattern.matches(cased ? value.text() : value.folded());
    }

    @Override
    public boolean acceptsEveryValue() {
      return pattern.matchesEverything();
    }
  }

  /** Reads like the number, or is a number of its size: 1 and 1.0 are equal. */
  record Same(BigDecimal number, String text) implements OfOne {
    @Override
    public boolean accepts(FieldValue value) {
      if (value.text().equals(text)) {
        return true;
      }
      BigDecimal actual = value.isNumber() ? value.asNumber() : null;
      return actual != null && actual.compareTo(number) == 0;
    }
  }

  /**
   * A part of it is what a regular expression describes. RE2: linear in the text.
   *
   * @param written the expression with its own marks of the end, which the pattern words otherwise
   */
  record Regex(Pattern pattern, String written) implements OfOne {
    @Override
    public boolean accepts(FieldValue value) {
      return pattern.matcher(value.text()).find();
    }

    @Override
    public boolean acceptsEveryValue() {
      return Everything.isFoundIn(pattern, written);
    }
  }

  /** Is an address in a network. */
  record InNetwork(Cidr network) implements OfOne {
    @Override
    public boolean accepts(FieldValue value) {
      return network.contains(value.text());
    }
  }

  /** Is a number on one side of a bound, also where the event writes it as text. */
  record Compare(Comparison comparison, BigDecimal bound) implements OfOne {
    @Override
    public boolean accepts(FieldValue value) {
      BigDecimal number = value.asNumber();
      return number != null && comparison.holds(number, bound);
    }
  }

  /** A part of a time compares with a number. */
  record OfTime(TimePart part, Comparison comparison, BigDecimal bound) implements OfOne {
    @Override
    public boolean accepts(FieldValue value) {
      var number = part.of(value.text());
      return number.isPresent() && comparison.holds(BigDecimal.valueOf(number.getAsInt()), bound);
    }

    @Override
    public boolean acceptsNoValue() {
      return part.possible().noneMatch(this::holds);
    }

    boolean acceptsEveryTime() {
      return part.possible().allMatch(this::holds);
    }

    private boolean holds(long number) {
      return comparison.holds(BigDecimal.valueOf(number), bound);
    }
  }

  /** One of the variants that a modifier made of a single value. */
  record AnyOf(List<OfOne> variants) implements OfOne {
    @Override
    public boolean accepts(FieldValue value) {
      for (OfOne variant : variants) {
        if (variant.accepts(value)) {
          return true;
        }
      }
      return false;
    }
  }

  /** The field is missing or null. */
  record Absent() implements ValueTest {
    @Override
    public boolean matches(FieldValues field, EventView event) {
      return field.isMissingOrNull();
    }
  }

  /** The field is there or not, whatever it holds. */
  record Exists(boolean expected) implements ValueTest {
    @Override
    public boolean matches(FieldValues field, EventView event) {
      return field.present() == expected;
    }
  }

  /** A value of another field of the same event is equal to this, or begins, ends or is in it. */
  record SameAs(FieldPath other, Affinity affinity, boolean cased) implements ValueTest {
    @Override
    public boolean matches(FieldValues field, EventView event) {
      FieldValues theirs = event.values(other);
      for (int i = 0; i < theirs.size(); i++) {
        FieldValue value = theirs.get(i);
        if (!value.isNull() && anyRelated(field.values(), value)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Optional<FieldPath> otherField() {
      return Optional.of(other);
    }

    private boolean anyRelated(List<FieldValue> ours, FieldValue theirs) {
      for (FieldValue our : ours) {
        boolean related =
            !our.isNull()
                && (cased
                    ? affinity.holds(our.text(), theirs.text())
                    : affinity.holds(our.folded(), theirs.folded()));
        if (related) {
          return true;
        }
      }
      return false;
    }
  }

  /** How two texts may belong together. */
  enum Affinity {
    EQUAL,
    STARTS_WITH,
    ENDS_WITH,
    CONTAINS;

    boolean holds(String text, String other) {
      return switch (this) {
        case EQUAL -> text.equals(other);
        case STARTS_WITH -> text.startsWith(other);
        case ENDS_WITH -> text.endsWith(other);
        case CONTAINS -> text.contains(other);
      };
    }
  }

  /** How two numbers compare. */
  enum Comparison {
    EQUAL,
    GREATER,
    AT_LEAST,
    LESS,
    AT_MOST;

    boolean holds(BigDecimal number, BigDecimal bound) {
      int order = number.compareTo(bound);
      return switch (this) {
        case EQUAL -> order == 0;
        case GREATER -> order > 0;
        case AT_LEAST -> order >= 0;
        case LESS -> order < 0;
        case AT_MOST -> order <= 0;
      };
    }
  }
}
