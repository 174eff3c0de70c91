package io.sealstream.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sealstream.cli.ConsoleRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code policy lint} prints, and how it ends. */
class LintCommandTest {
  private static final String GOOD =
      "title: A\nlogsource: {product: app}\ndetection: {s: {f: a}, condition: s}\n";
  private static final String DOUBTFUL =
      "title: A\nlogsource: {product: app}\ndetection: {s: {f: a}, t: {g: b}, condition: s}\n";
  private static final String WRONG =
      "title: A\nlogsource: {product: app}\ndetection: {s: {f|nosuch: a}, condition: t}\n";
  private static final String CORRELATED =
      "title: C\ncorrelation: {type: event_count, rules: [a], timespan: %s, condition: {gte: 2}}\n"
          + "---\nname: a\n"
          + GOOD;

  @TempDir private Path folder = Path.of("");

  @Test
  void rightPoliciesAreFine() throws IOException {
    write("good.yml", GOOD);
    write("more/correlated.yaml", CORRELATED.formatted("10m"));
    ConsoleRun run = lint(folder.toString());
    assertThat(run.out().strip()).isEqualTo("2 files, 0 errors, 0 warnings");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void warningsAloneAreFine() throws IOException {
    ConsoleRun run = lint(write("doubtful.yml", DOUBTFUL));
    assertThat(run.out().lines())
        .containsExactly(
            at("doubtful.yml") + ":3:24: warning: the condition does not use selection t",
            "1 files, 0 errors, 1 warnings");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void everyProblemOfEveryFileIsOneLineSortedByPlace() throws IOException {
    write("b.yml", WRONG);
    write("a.yml", CORRELATED.formatted("soon"));
    write("c.yml", DOUBTFUL);
    ConsoleRun run = lint(folder.toString());
    assertThat(run.out().lines())
        .hasSize(5)
        .satisfiesExactly(
            line -> assertThat(line).startsWith(at("a.yml") + ":2:56: timespan must be"),
            line ->
                assertThat(line)
                    .startsWith(at("b.yml") + ":3:19: unknown modifier 'nosuch' (there are all, "),
            line ->
                assertThat(line)
                    .isEqualTo(at("b.yml") + ":3:42: no selection is called t (there are s)"),
            line -> assertThat(line).startsWith(at("c.yml") + ":3:24: warning: "),
            line -> assertThat(line).isEqualTo("3 files, 3 errors, 1 warnings"));
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void asJsonItIsOneObject() throws IOException {
    ConsoleRun run = lint("--json", write("a.yml", DOUBTFUL));
    assertThat(run.out().strip())
        .isEqualTo(
            "{\"files\":1,\"errors\":[],\"warnings\":[{\"file\":\"%s\",\"line\":3,\"column\":24,"
                    .formatted(at("a.yml"))
                + "\"message\":\"the condition does not use selection t\"}]}");
  }

  @Test
  void whatIsNoPolicyIsAFindingAndHidesNothing() throws IOException {
    Files.write(folder.resolve("binary.yml"), new byte[] {'a', ':', ' ', 0, 1, 2});
    Files.write(
        folder.resolve("latin1.yml"), "title: J\u00f6rg".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(folder.resolve("large.yml"), new byte[4 * 1024 * 1024]);
    write("deep.yml", "[".repeat(200_000));
    write("empty.yml", "");
    write("wrong.yml", WRONG);
    ConsoleRun run = lint(folder.toString());
    assertThat(run.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(at("binary.yml") + ":1:4: not YAML: "),
            line -> assertThat(line).startsWith(at("deep.yml") + ":1:101: not YAML: "),
            line -> assertThat(line).startsWith(at("empty.yml") + ":1:1: the file holds no policy"),
            line -> assertThat(line).startsWith(at("large.yml") + ":1:1: larger than"),
            line -> assertThat(line).startsWith(at("latin1.yml") + ":1:9: not UTF-8 text"),
            line -> assertThat(line).startsWith(at("wrong.yml") + ":3:19: "),
            line -> assertThat(line).startsWith(at("wrong.yml") + ":3:42: "),
            line -> assertThat(line).isEqualTo("6 files, 7 errors, 0 warnings"));
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void wrongUseIsOneLineThatSaysWhatToDo() throws IOException {
    assertWrong(lint(), "Missing required parameter");
    assertWrong(lint(at("nowhere.yml")), "is no file and no folder on this machine");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertWrong(lint(write("good.yml", GOOD), empty.toString()), "holds no *.yml and no *.yaml");
    assertWrong(ConsoleRun.of("policy"), "say lint");
  }

  @Test
  void upstreamRulesAreFine() {
    Path rules = Path.of("..", "..", "..", "shared", "data", "detection", "sigma-rules");
    assumeTrue(Files.isDirectory(rules), "the detection pack is not at ../shared/data/detection");
    ConsoleRun run = lint(rules.toString());
    assertThat(run.out().strip()).matches("(1[5-9]|[2-9]\\d)\\d files, 0 errors, 0 warnings");
    assertThat(run.exitCode()).isZero();
  }

  private static void assertWrong(ConsoleRun run, String words) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1).first().asString().contains(words);
  }

  private static ConsoleRun lint(String... arguments) {
    var all = new String[arguments.length + 2];
    all[0] = "policy";
    all[1] = "lint";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return ConsoleRun.of(all);
  }

  private String write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return file.toString();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }
}
