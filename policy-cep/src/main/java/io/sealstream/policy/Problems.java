package io.sealstream.policy;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Collects what is wrong in one file, so that all of it is told in one run. */
final class Problems {
  private final String file;
  private final List<PolicyProblem> errors = new ArrayList<>();
  private final List<PolicyProblem> warnings = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void error(Node node, String message) {
    errors.add(at(node, 0, message));
  }

  /** An error inside a scalar, {@code offset} characters into its text. */
  void error(Node node, int offset, String message) {
    errors.add(at(node, offset, message));
  }

  void error(int line, int column, String message) {
    errors.add(new PolicyProblem(file, line, column, message));
  }

  void warning(Node node, String message) {
    warnings.add(at(node, 0, message));
  }

  List<PolicyProblem> errors() {
    return errors;
  }

  List<PolicyProblem> warnings() {
    return warnings;
  }

  private PolicyProblem at(Node node, int offset, String message) {
    var mark = node.getStartMark();
    int line = mark.map(Mark::getLine).orElse(0) + 1;
    int column = mark.map(Mark::getColumn).orElse(0) + 1;
    if (offset > 0 && node instanceof ScalarNode scalar && isOnOneLine(scalar)) {
      column += offset + (scalar.isPlain() ? 0 : 1);
    }
    return new PolicyProblem(file, line, column, message);
  }

  /** In a folded or block text an offset says nothing about the column. */
  private static boolean isOnOneLine(ScalarNode scalar) {
    return scalar.getStartMark().map(Mark::getLine).equals(scalar.getEndMark().map(Mark::getLine));
  }
}
