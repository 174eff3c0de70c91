package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the documentation shows is what compiles. */
class PolicyDocsTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\\n(.*?)```");

  @Test
  @DisplayName("the envelope of docs/policies.md compiles, passes its tests and may enforce")
  void envelope() throws IOException {
    PolicySource source = example("apiVersion: policy/v1");

    assertThat(PolicyTests.run(List.of(source))).hasSize(3).allMatch(PolicyTestResult::passed);
    assertThatCode(() -> PolicyEvaluation.check(List.of(source))).doesNotThrowAnyException();
    assertThat(PolicyCompiler.compile(List.of(source)).warnings()).isEmpty();
  }

  @Test
  @DisplayName("the filter of docs/policies.md applies to the rule of docs/policies.md")
  void filter() throws IOException {
    PolicySource rule = example("title: Bulk export of files");
    PolicySource filter = example("title: Not our backup");
    var both = new PolicySource("docs.yml", rule.text() + "---\n" + filter.text());

    assertThat(PolicyCompiler.compile(List.of(both)).warnings()).isEmpty();
  }

  private static PolicySource example(String firstLine) throws IOException {
    String text = Files.readString(Path.of("../docs/policies.md"));
    Stream<String> examples = EXAMPLE.matcher(text).results().map(match -> match.group(1));
    return new PolicySource(
        "docs.yml", examples.filter(e -> e.startsWith(firstLine)).findFirst().orElseThrow());
  }
}
