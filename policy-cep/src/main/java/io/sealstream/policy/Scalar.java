package io.sealstream.policy;

import java.math.BigDecimal;

/** A YAML scalar as a YAML 1.1 reader (Sigma's reference parser) understands it. */
sealed interface Scalar {

  /** How an event's value would have to read to be equal to it. */
  String text();

  record Text(String text) implements Scalar {}

  record Num(BigDecimal value, String text) implements Scalar {}

  record Bool(boolean value) implements Scalar {
    @Override
    public String text() {
      return Boolean.toString(value);
    }
  }

  record Null() implements Scalar {
    @Override
    public String text() {
      return "null";
    }
  }
}
