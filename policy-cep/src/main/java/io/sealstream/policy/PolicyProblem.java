package io.sealstream.policy;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Something wrong in a policy file.
 *
 * @param line from 1
 * @param column from 1
 */
public record PolicyProblem(String file, int line, int column, String message)
    implements Serializable, Comparable<PolicyProblem> {

  private static final Comparator<PolicyProblem> BY_PLACE =
      Comparator.comparing(PolicyProblem::file)
          .thenComparingInt(PolicyProblem::line)
          .thenComparingInt(PolicyProblem::column)
          .thenComparing(PolicyProblem::message);

  @Override
  public int compareTo(PolicyProblem other) {
    return BY_PLACE.compare(this, other);
  }

  /** {@code file:line:column: message}, as editors and scripts read it. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
