package io.sealstream.policy.yaml;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Collects what is wrong in one file and in what it takes from others, so that all of it is told in
 * one run. For one thread.
 */
public final class Problems {
  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  /** An error at the place where the node begins. */
  public void error(Node node, String message) {
    errors.add(at(node, 0, message));
  }

  /** An error inside a scalar, {@code offset} characters into its text. */
  public void error(Node node, int offset, String message) {
    errors.add(at(node, offset, message));
  }

  void error(int line, int column, String message) {
    errors.add(new Problem(null, line, column, message));
  }

  /** What is not wrong but probably not meant, at the place where the node begins. */
  public void warning(Node node, String message) {
    warnings.add(at(node, 0, message));
  }

  /** The errors so far, in the order in which they were found; grows with the next one. */
  public List<Problem> errors() {
    return errors;
  }

  /** The warnings so far, in the order in which they were found; grows with the next one. */
  public List<Problem> warnings() {
    return warnings;
  }

  /** {@code file:line:column} of a node, for messages about another one. */
  public static String placeOf(Node node) {
    Problem place = at(node, 0, "");
    return place.file() + ":" + place.line() + ":" + place.column();
  }

  private static Problem at(Node node, int offset, String message) {
    var mark = node.getStartMark();
    int line = mark.map(Mark::getLine).orElse(0) + 1;
    int column = mark.map(Mark::getColumn).orElse(0) + 1;
    if (offset > 0 && node instanceof ScalarNode scalar && isOnOneLine(scalar)) {
      column += offset + (scalar.isPlain() ? 0 : 1);
    }
    return new Problem(mark.map(Mark::getName).orElse(null), line, column, message);
  }

  /** In a folded or block text an offset says nothing about the column. */
  private static boolean isOnOneLine(ScalarNode scalar) {
    return scalar.getStartMark().map(Mark::getLine).equals(scalar.getEndMark().map(Mark::getLine));
  }
}
