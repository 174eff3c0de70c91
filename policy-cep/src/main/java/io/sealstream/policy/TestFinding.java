package io.sealstream.policy;

import io.sealstream.policy.envelope.PolicyTest.Expectation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a policy found in the events of a test.
 *
 * @param anchor the id of the event that completed it
 */
record TestFinding(Map<String, String> group, String anchor) {
  TestFinding {
    group = Map.copyOf(group);
  }

  /** Where the findings are not those expected: what was expected, and what came. */
  static List<String> failures(
      Expectation expect, List<TestFinding> violations, List<TestFinding> suppressed) {
    var failures = new ArrayList<String>();
    Integer wanted = expect.violations();
    if (wanted == null ? violations.isEmpty() : violations.size() != wanted) {
      failures.add(
          "expected "
              + (wanted == null ? "a violation" : count(wanted, "violation"))
              + ", got "
              + told(violations));
    }
    List<Map<String, String>> groups = expect.groups();
    if (groups != null && !new HashSet<>(groups).equals(groupsOf(violations))) {
      failures.add("expected the groups " + told(groups) + ", got " + told(groupsOf(violations)));
    }
    Integer held = expect.suppressed();
    if (held != null && suppressed.size() != held) {
      failures.add("expected " + held + " suppressed, got " + told(suppressed));
    }
    return failures;
  }

  private static HashSet<Map<String, String>> groupsOf(List<TestFinding> findings) {
    return findings.stream().map(TestFinding::group).collect(Collectors.toCollection(HashSet::new));
  }

  private static String count(int count, String what) {
    return (count == 0 ? "no" : count) + " " + what + (count == 1 || count == 0 ? "" : "s");
  }

  private static String told(List<TestFinding> findings) {
    if (findings.isEmpty()) {
      return "none";
    }
    return findings.size()
        + " ("
        + findings.stream().map(TestFinding::anchor).collect(Collectors.joining(", "))
        + ")";
  }

  private static String told(Iterable<Map<String, String>> groups) {
    var texts = new ArrayList<String>();
    groups.forEach(group -> texts.add(new TreeMap<>(group).toString()));
    return texts.stream().sorted().toList().toString();
  }
}
