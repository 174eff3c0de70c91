package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.envelope.Governance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The runbooks have a section for each policy and no other; the table in docs/starter-library.md is
 * written from the policies: {@code -Dgolden.update=true} writes it anew.
 */
class StarterLibraryDocsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve(Path.of("docs", "starter-library.md"));
  private static final String BEGIN = "<!-- written by StarterLibraryDocsTest -->\n";
  private static final String TACTIC = "attack\\.[a-z-]+";

  private final List<StarterPolicy> policies = StarterLibrary.policies();

  @TestFactory
  Stream<DynamicTest> everyRunbookHasASectionForEachPolicyAndNoOther() {
    Map<String, List<String>> idsByArea = new TreeMap<>();
    policies.forEach(
        policy ->
            idsByArea
                .computeIfAbsent(StarterLibrary.area(policy), area -> new ArrayList<>())
                .add(policy.envelope().id()));
    return idsByArea.entrySet().stream()
        .map(
            area ->
                DynamicTest.dynamicTest(
                    area.getKey(),
                    () ->
                        assertThat(sections(area.getKey()))
                            .containsExactlyInAnyOrderElementsOf(area.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> everySectionSaysWhatToCheckAndHowToClose() {
    return policies.stream()
        .map(
            policy ->
                DynamicTest.dynamicTest(
                    policy.name(),
                    () ->
                        assertThat(section(policy))
                            .contains(policy.header().title(), "\n1. ", "\n2. ", "\n3. ")
                            .contains("\n**Close** ", "\n**Known false positives:** ")));
  }

  @Test
  void theTableIsThatOfThePolicies() throws IOException {
    String page = Files.readString(PAGE);
    String written = page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, written);
    }
    assertThat(PAGE).hasContent(written);
  }

  private String table() {
    var text = new StringBuilder();
    String area = "";
    for (StarterPolicy policy : policies) {
      if (!StarterLibrary.area(policy).equals(area)) {
        area = StarterLibrary.area(policy);
        text.append("\n## ").append(area).append("\n\n");
        text.append("| policy | finds | level | ATT&CK | controls | owner |\n");
        text.append("| --- | --- | --- | --- | --- | --- |\n");
      }
      text.append(row(policy)).append('\n');
    }
    return text.toString();
  }

  private static String row(StarterPolicy policy) {
    Governance governance = policy.envelope().governance();
    String id = policy.envelope().id();
    String techniques =
        policy.header().tags().stream()
            .filter(tag -> !tag.matches(TACTIC))
            .map(tag -> tag.substring("attack.".length()).toUpperCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return "| [%s](runbooks/%s.md#%s) | %s | %s | %s | %s | %s |"
        .formatted(
            id,
            StarterLibrary.area(policy),
            id,
            policy.header().title(),
            policy.header().level(),
            techniques,
            String.join(", ", governance.controls()),
            governance.owner());
  }

  private static List<String> sections(String area) throws IOException {
    return runbook(area)
        .lines()
        .filter(line -> line.startsWith("## "))
        .map(line -> line.substring("## ".length()))
        .toList();
  }

  private static String section(StarterPolicy policy) throws IOException {
    String text = runbook(StarterLibrary.area(policy));
    int begin = text.indexOf("\n## " + policy.envelope().id() + "\n");
    int end = text.indexOf("\n## ", begin + 1);
    return text.substring(begin, end < 0 ? text.length() : end);
  }

  private static String runbook(String area) throws IOException {
    return Files.readString(ROOT.resolve(Path.of("docs", "runbooks", area + ".md")));
  }
}
