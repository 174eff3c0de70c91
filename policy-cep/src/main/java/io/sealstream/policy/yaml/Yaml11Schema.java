package io.sealstream.policy.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * Plain scalars as YAML 1.1 resolves them: {@code no} is false, {@code 010} is eight, {@code 1:30}
 * is ninety. SnakeYAML Engine itself speaks YAML 1.2, where these are strings; Sigma's reference
 * parser does not.
 */
final class Yaml11Schema implements Schema {
  private static final Pattern BOOL =
      Pattern.compile("yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF");
  private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
  private static final Pattern INT =
      Pattern.compile(
          "[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
              + "|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
              + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*");
  private static final int SEXAGESIMAL = 60;

  @Override
  public ScalarResolver getScalarResolver() {
    return (text, implicit) -> implicit ? tagOf(text) : Tag.STR;
  }

  /** Nothing is constructed: the compiler works on nodes, which know their place. */
  @Override
  public Map<Tag, ConstructNode> getSchemaTagConstructors() {
    return Map.of();
  }

  private static Tag tagOf(String text) {
    if (NULL.matcher(text).matches()) {
      return Tag.NULL;
    }
    if (BOOL.matcher(text).matches()) {
      return Tag.BOOL;
    }
    if (INT.matcher(text).matches()) {
      return Tag.INT;
    }
    return FLOAT.matcher(text).matches() ? Tag.FLOAT : Tag.STR;
  }

  /**
   * The value of a scalar node.
   *
   * @throws NumberFormatException where an explicit tag promises a number that the text is not
   */
  static Scalar valueOf(ScalarNode node) {
    Tag tag = node.getTag();
    String text = node.getValue();
    if (tag.equals(Tag.NULL)) {
      return new Scalar.Null();
    }
    if (tag.equals(Tag.BOOL)) {
      return new Scalar.Bool(
          switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on" -> true;
            default -> false;
          });
    }
    if (tag.equals(Tag.INT)) {
      BigInteger value = integer(text.replace("_", ""));
      return new Scalar.Num(new BigDecimal(value), value.toString());
    }
    if (tag.equals(Tag.FLOAT)) {
      return decimal(text.replace("_", ""));
    }
    return new Scalar.Text(text);
  }

  private static BigInteger integer(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    BigInteger value;
    if (digits.startsWith("0b")) {
      value = new BigInteger(digits.substring(2), 2);
    } else if (digits.startsWith("0x")) {
      value = new BigInteger(digits.substring(2), 16);
    } else if (digits.indexOf(':') >= 0) {
      value = sexagesimal(digits).toBigIntegerExact();
    } else if (digits.length() > 1 && digits.startsWith("0")) {
      value = new BigInteger(digits, 8);
    } else {
      value = new BigInteger(digits);
    }
    return negative ? value.negate() : value;
  }

  private static Scalar decimal(String text) {
    BigDecimal value;
    if (text.indexOf(':') >= 0) {
      boolean negative = text.startsWith("-");
      BigDecimal magnitude = sexagesimal(text.replaceFirst("^[-+]", ""));
      value = negative ? magnitude.negate() : magnitude;
    } else {
      value = new BigDecimal(text);
    }
    return new Scalar.Num(value, text);
  }

  private static BigDecimal sexagesimal(String text) {
    BigDecimal value = BigDecimal.ZERO;
    for (String part : text.split(":", -1)) {
      value = value.multiply(BigDecimal.valueOf(SEXAGESIMAL)).add(new BigDecimal(part));
    }
    return value;
  }
}
