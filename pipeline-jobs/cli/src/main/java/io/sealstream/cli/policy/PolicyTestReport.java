package io.sealstream.cli.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.policy.PolicyProblem;
import io.sealstream.policy.PolicyTestResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What came of the tests of several files. */
final class PolicyTestReport {
  private final List<PolicyTestResult> results = new ArrayList<>();
  private final Set<PolicyProblem> problems = new LinkedHashSet<>();
  private final List<String> lines = new ArrayList<>();

  void add(List<PolicyTestResult> tests) {
    for (PolicyTestResult test : tests) {
      results.add(test);
      lines.add(
          test.passed() ? "pass " + test.file() + ": " + test.name() : "FAIL " + test.problem());
    }
  }

  /**
   * What is wrong with a file whose tests could not be run for it. What is wrong with a filter is
   * told once, however many files it reaches.
   */
  void addProblems(List<PolicyProblem> found) {
    for (PolicyProblem problem : found) {
      if (problems.add(problem)) {
        lines.add("FAIL " + problem);
      }
    }
  }

  boolean isFine() {
    return problems.isEmpty() && failed() == 0;
  }

  private long failed() {
    return results.stream().filter(test -> !test.passed()).count();
  }

  String words() {
    var all = new ArrayList<>(lines);
    String wrong =
        problems.isEmpty()
            ? ""
            : ", " + problems.size() + " problems in files that did not compile";
    all.add((results.size() - failed()) + " passed, " + failed() + " failed" + wrong);
    return String.join(System.lineSeparator(), all);
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("passed", results.size() - failed()).put("failed", failed());
    ArrayNode tests = json.putArray("tests");
    for (PolicyTestResult test : results) {
      ObjectNode one =
          tests
              .addObject()
              .put("file", test.file())
              .put("policy", test.policyId())
              .put("test", test.name())
              .put("line", test.line())
              .put("column", test.column())
              .put("passed", test.passed());
      test.failures().forEach(one.putArray("failures")::add);
    }
    ArrayNode wrong = json.putArray("problems");
    for (PolicyProblem problem : problems) {
      wrong
          .addObject()
          .put("file", problem.file())
          .put("line", problem.line())
          .put("column", problem.column())
          .put("message", problem.message());
    }
    return json;
  }
}
