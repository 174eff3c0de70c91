package io.sealstream.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.cli.ConsoleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules in Panther's language become policies of ours that decide as the rules do. */
class PantherPartTest {
  private static final String FILE = "conformance/panther-correlation-x.json";
  private static final String SIGNAL =
      "[{'ID': 'A', 'Matches': {'u': {'x': [0, '1970-01-01T00:01:00Z']}}}]";

  @TempDir private Path folder = Path.of("");

  @Test
  void everyFormDecidesAsTheRuleDoes() {
    ConsoleRun run = ConsoleRun.of("conformance", "src/test/resources/panther-pack");
    assertThat(run.out().lines().filter(line -> !line.startsWith("skipped")))
        .containsExactly("31 passed, 0 failed");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aWrongVerdictNamesRuleAndTest() throws IOException {
    String detection = "[{'Group': [{'ID': 'A', 'RuleID': 'r', 'MinMatchCount': 2}]}]";
    write(
        "{'rules': [{'rule': 'twice', 'detection': %s, 'tests': [%s, %s, {'Name': 'c'}]}, {}, {'tests': {'a': {}}}]}"
            .formatted(detection, test("a", "false", SIGNAL), test("b", "true", "[]")));
    assertFailures(
        " twice: a: expected none, came a finding",
        " twice: b: expected a finding, came none",
        " twice: c: cannot be read: it has no 'ExpectedResult'",
        " ?: cannot be read: it has no list 'tests'",
        " ?: cannot be read: it has no list 'tests'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'Group': [A, B], 'InactivityThreshold': 3 | 'InactivityThreshold' of a Group",
        "'Group': [{'ID': 'A', 'RuleID': 'r', 'EventThreshold': 3}] | 'EventThreshold' of a step",
        "'Group': [A, B], 'EventEvaluationOrder': 'Any' | EventEvaluationOrder 'Any'",
        "'Group': [A, B, N] | an Absence in a Group of several signals",
        "'Group': [N] | a rule of absences alone",
        "'Sequence': [N, A, B] | an Absence before several signals",
        "'Sequence': [A, B], 'Transitions': [{'From': 'B', 'To': 'A'}] | or an earlier step",
        "'Sequence': [A, B, N], 'Transitions': [{'From': 'A', 'To': 'B', 'Match': [{'On': 'u'}]}]"
            + " | a Match that does not reach the step 'N'",
        "'Group': [A, B], 'MatchCriteria': {'f': [{'GroupID': 'A', 'Match': 'u'}]}"
            + " | a MatchCriteria that leaves out a step",
      })
  void whatIsNotKnownIsNamed(String detection, String construct) throws IOException {
    String steps =
        detection
            .replaceAll("([\\[ ])([ABN])([,\\]])", "$1{'ID': '$2', 'RuleID': '$2'}$3")
            .replaceAll("([\\[ ])([ABN])([,\\]])", "$1{'ID': '$2', 'RuleID': '$2'}$3")
            .replace("'RuleID': 'N'", "'RuleID': 'N', 'Absence': true");
    write(
        "{'rules': [{'rule': 'r', 'detection': [{%s}], 'tests': [%s]}]}"
            .formatted(steps, test("t", "true", SIGNAL)));
    assertThat(run())
        .startsWith("FAILED panther-correlation r: t: cannot be read: the translator does not know")
        .contains(construct);
  }

  @Test
  void aFileOfAnotherFormIsOneFailure() throws IOException {
    write("[]");
    assertThat(run()).startsWith("FAILED " + FILE + ": cannot be read: ").doesNotContain("\n");
  }

  private static String test(String name, String expected, String outputs) {
    return "{'Name': '%s', 'ExpectedResult': %s, 'RuleOutputs': %s}"
        .formatted(name, expected, outputs);
  }

  private void assertFailures(String... lines) {
    assertThat(run().lines()).hasSize(lines.length);
    for (int i = 0; i < lines.length; i++) {
      assertThat(run().lines().toList().get(i)).isEqualTo("FAILED panther-correlation" + lines[i]);
    }
  }

  private String run() {
    return String.join(
        "\n",
        ConsoleRun.of("conformance", folder.toString())
            .out()
            .lines()
            .filter(line -> line.startsWith("FAILED"))
            .toList());
  }

  private void write(String json) throws IOException {
    Path file = folder.resolve(FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, json.replace('\'', '"'));
  }
}
