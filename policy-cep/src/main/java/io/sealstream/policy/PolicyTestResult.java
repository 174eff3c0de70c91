package io.sealstream.policy;

import java.util.List;

/**
 * What came of a test that stands in a policy file.
 *
 * @param file the file as problems show it
 * @param line where the test stands, from 1
 * @param column from 1
 * @param failures what was expected and what came instead; empty where the test passed
 */
public record PolicyTestResult(
    String file, String policyId, String name, int line, int column, List<String> failures) {
  public PolicyTestResult {
    failures = List.copyOf(failures);
  }

  public boolean passed() {
    return failures.isEmpty();
  }

  /** A failed test as a problem of its file. */
  public PolicyProblem problem() {
    return new PolicyProblem(
        file, line, column, "test '" + name + "' fails: " + String.join("; ", failures));
  }
}
