package io.sealstream.policy.sigma;

import com.google.re2j.PatternSyntaxException;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Turns one value of a rule into tests: several where a modifier makes variants of it. */
final class ValueCompiler {
  private final Modifiers modifiers;
  private final Naming naming;
  private final Problems problems;

  ValueCompiler(Modifiers modifiers, Naming naming, Problems problems) {
    this.modifiers = modifiers;
    this.naming = naming;
    this.problems = problems;
  }

  /** Tests of which one must hold; empty where an error was reported. */
  List<ValueTest> compile(ScalarNode node) {
    try {
      Scalar value = Scalar.of(node);
      return switch (modifiers.kind()) {
        case TEXT -> equality(value);
        case REGEX -> List.of(regex(value));
        case NETWORK -> networks(value);
        case EXISTS -> List.of(exists(value));
        case REFERENCE -> List.of(reference(value));
        case NUMBER -> List.of(new ValueTest.Compare(modifiers.comparison(), number(value)));
        case TIME ->
            List.of(
                new ValueTest.OfTime(modifiers.timePart(), modifiers.comparison(), number(value)));
      };
    } catch (PatternSyntaxException e) {
      problems.error(
          node,
          "regular expression is invalid or beyond RE2, which knows no look-around and no back"
              + " references: "
              + e.getDescription());
    } catch (IllegalArgumentException e) {
      problems.error(node, String.valueOf(e.getMessage()));
    }
    return List.of();
  }

  private List<ValueTest> equality(Scalar value) {
    boolean plain = modifiers.steps().isEmpty() && !modifiers.expand();
    if (plain && value instanceof Scalar.Num number) {
      return List.of(new ValueTest.Same(number.value(), number.text()));
    }
    if (value instanceof Scalar.Null) {
      if (!plain) {
        throw new IllegalArgumentException("null has no text: expected a string");
      }
      return List.of(new ValueTest.Absent());
    }
    var tests = new ArrayList<ValueTest>();
    for (String text : texts(value.text())) {
      for (SigmaString pattern : TextPatterns.apply(modifiers.steps(), text)) {
        tests.add(textTest(pattern));
      }
    }
    return tests;
  }

  private List<ValueTest> networks(Scalar value) {
    boolean isKnown = !modifiers.expand() || naming.lookups() != null;
    var tests = new ArrayList<ValueTest>();
    for (String text : texts(text(value))) {
      tests.add(isKnown ? new ValueTest.InNetwork(Cidr.parse(text)) : new ValueTest.Equal(text));
    }
    return tests;
  }

  /** Lookups come first, whatever the order of the modifiers: the others change their strings. */
  private List<String> texts(String text) {
    return modifiers.expand() ? naming.expand(text) : List.of(text);
  }

  private ValueTest textTest(SigmaString pattern) {
    if (modifiers.cased()) {
      return new ValueTest.Like(new Glob(pattern), true);
    }
    return pattern.isLiteral()
        ? new ValueTest.Equal(pattern.folded().literal())
        : new ValueTest.Like(new Glob(pattern.folded()), false);
  }

  private ValueTest regex(Scalar value) {
    return Expressions.compile(text(value), modifiers.regexFlags(), modifiers.affinity());
  }

  private static ValueTest exists(Scalar value) {
    if (value instanceof Scalar.Bool expected) {
      return new ValueTest.Exists(expected.value());
    }
    throw new IllegalArgumentException("exists expects true or false");
  }

  private ValueTest reference(Scalar value) {
    SigmaString name = SigmaString.parse(text(value));
    if (!name.isLiteral() || name.tokens().isEmpty()) {
      throw new IllegalArgumentException("fieldref expects the name of a field");
    }
    return new ValueTest.SameAs(
        naming.path(name.literal()), modifiers.affinity(), modifiers.cased());
  }

  private static BigDecimal number(Scalar value) {
    if (value instanceof Scalar.Num number) {
      return number.value();
    }
    throw new IllegalArgumentException("expected a number");
  }

  private static String text(Scalar value) {
    if (value instanceof Scalar.Null || value instanceof Scalar.Bool) {
      throw new IllegalArgumentException("expected a string");
    }
    return value.text();
  }
}
