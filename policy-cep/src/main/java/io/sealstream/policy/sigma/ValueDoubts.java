package io.sealstream.policy.sigma;

import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.event.FieldValue;
import io.sealstream.policy.sigma.Modifiers.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * What is doubtful about one value of a rule: that it decides nothing.
 *
 * @param path null for a keyword
 */
record ValueDoubts(Modifiers modifiers, FieldScope fields, @Nullable FieldPath path) {

  /** What is to be said of a value, which became these tests. */
  Optional<String> of(Node value, List<ValueTest> tests) {
    if (isEmptyPart(value)) {
      return Optional.of("every value has an empty text in it: use exists, or say which text");
    }
    return tests.stream().flatMap(test -> of(test).stream()).findFirst();
  }

  /** A lone star is how rules say that a field is there; an empty text is a slip. */
  private boolean isEmptyPart(Node value) {
    return modifiers.kind() == Kind.TEXT
        && !modifiers.steps().isEmpty()
        && value instanceof ScalarNode scalar
        && scalar.getValue().isEmpty();
  }

  private Optional<String> of(ValueTest test) {
    if (test instanceof ValueTest.Regex && test.acceptsEveryValue()) {
      return Optional.of(
          "the expression is found in every value: use exists, or say what is meant");
    }
    if (test instanceof ValueTest.OfTime time
        && (time.acceptsNoValue() || time.acceptsEveryTime())) {
      return Optional.of(
          time.part().name().toLowerCase(Locale.ROOT)
              + (time.acceptsNoValue() ? " is never so" : " is always so"));
    }
    FieldPath field = path;
    if (test instanceof ValueTest.SameAs same) {
      return ofReference(same, field);
    }
    if (field == null || !fields.ownOnly() || !(test instanceof ValueTest.OfOne one)) {
      return Optional.empty();
    }
    return isNoneOf(field.ownTexts(), one)
        ? Optional.of(field + " is never so: it is one of " + String.join(", ", field.ownTexts()))
        : Optional.empty();
  }

  private Optional<String> ofReference(ValueTest.SameAs same, @Nullable FieldPath field) {
    if (same.other().equals(field)) {
      return Optional.of("compares the field with itself");
    }
    return fields.isUnknown(same.other())
        ? Optional.of("no event has the field " + same.other())
        : Optional.empty();
  }

  /** Whether a field that has one of these values, and there are some, is never accepted. */
  static boolean isNoneOf(Set<String> texts, ValueTest.OfOne test) {
    return !texts.isEmpty()
        && texts.stream().noneMatch(text -> test.accepts(FieldValue.text(text)));
  }
}
