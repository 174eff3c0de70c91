package io.sealstream.policy.yaml;

import java.math.BigDecimal;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A YAML scalar as a YAML 1.1 reader (Sigma's reference parser) understands it. */
public sealed interface Scalar {

  /** How an event's value would have to read to be equal to it. */
  String text();

  /**
   * The value of a scalar node.
   *
   * @throws NumberFormatException where an explicit tag promises a number that the text is not
   */
  static Scalar of(ScalarNode node) {
    return Yaml11Schema.valueOf(node);
  }

  /** A string. */
  record Text(String text) implements Scalar {}

  /** A number, and how the rule writes it. */
  record Num(BigDecimal value, String text) implements Scalar {}

  /** True or false. */
  record Bool(boolean value) implements Scalar {
    @Override
    public String text() {
      return Boolean.toString(value);
    }
  }

  /** Nothing at all. */
  record Null() implements Scalar {
    @Override
    public String text() {
      return "null";
    }
  }
}
