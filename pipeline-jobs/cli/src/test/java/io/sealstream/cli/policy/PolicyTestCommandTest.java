package io.sealstream.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.cli.ConsoleRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTestCommandTest {
  private static final String POLICY =
      """
      apiVersion: policy/v1
      id: read-records
      version: 1
      owner: team
      tests:
        - {name: a read, events: [{event: {action: read}}], expect: {violations: 1}}
        - {name: a write, events: [{event: {action: write}}], expect: WRITE}
      ---
      title: Record read
      logsource: {product: app}
      detection: {s: {action: read}, condition: s}
      """;

  @TempDir Path folder;

  @Test
  void everyTestIsALine() throws IOException {
    Path file = write("sub/good.yml", POLICY.replace("WRITE", "none"));

    ConsoleRun run = ConsoleRun.of("policy", "test", folder.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "pass " + file + ": a read", "pass " + file + ": a write", "2 passed, 0 failed");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aFailedTestSaysWhereAndWhy() throws IOException {
    Path file = write("bad.yml", POLICY.replace("WRITE", "{violations: any}"));

    ConsoleRun run = ConsoleRun.of("policy", "test", file.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines())
        .containsExactly(
            "pass " + file + ": a read",
            "FAIL " + file + ":7:5: test 'a write' fails: expected a violation, got none",
            "1 passed, 1 failed");
  }

  @Test
  void aFileThatDoesNotCompileDoesNotHideTheOthers() throws IOException {
    Path bad = write("a.yml", "title: Nothing\n");
    Path good = write("b.yml", POLICY.replace("WRITE", "none"));

    ConsoleRun run = ConsoleRun.of("policy", "test", bad.toString(), good.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("FAIL " + bad + ":1:1: the rule has no logsource")
        .contains("pass " + good + ": a read")
        .contains("2 passed, 0 failed, 2 problems in files that did not compile");
  }

  @Test
  void theSameAsOneObject() throws IOException {
    Path file = write("bad.yml", POLICY.replace("WRITE", "{violations: 2}"));
    write("broken.yml", "title: Nothing\n");

    ConsoleRun run = ConsoleRun.of("policy", "test", "--json", folder.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("passed").asInt()).isEqualTo(1);
    assertThat(json.get("failed").asInt()).isEqualTo(1);
    assertThat(json.get("tests").get(1).toString())
        .isEqualTo(
            ("{\"file\":\"%s\",\"policy\":\"read-records\",\"test\":\"a write\",\"line\":7,"
                    + "\"column\":5,\"passed\":false,"
                    + "\"failures\":[\"expected 2 violations, got none\"]}")
                .formatted(file));
    assertThat(json.get("problems")).hasSize(2);
  }

  @Test
  void whatCannotBeReadIsExitTwo() throws IOException {
    Files.createDirectory(folder.resolve("empty"));

    assertThat(ConsoleRun.of("policy", "test", folder.resolve("nothing").toString()))
        .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
        .satisfies(run -> assertThat(run.err()).contains("is no file and no folder"));
    assertThat(ConsoleRun.of("policy", "test", folder.resolve("empty").toString()))
        .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
        .satisfies(run -> assertThat(run.err()).contains("holds no *.yml and no *.yaml file"));
    assertThat(ConsoleRun.of("policy").exitCode()).isEqualTo(2);
    assertThat(ConsoleRun.of("policy", "test").exitCode()).isEqualTo(2);
  }

  @Test
  void whatIsNoTextIsAFindingAndHidesNothing() throws IOException {
    Files.write(folder.resolve("binary.yml"), new byte[] {(byte) 0xff, (byte) 0xfe});
    write("good.yml", POLICY.replace("WRITE", "none"));

    ConsoleRun run = ConsoleRun.of("policy", "test", folder.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("FAIL " + folder.resolve("binary.yml") + ":1:1: not UTF-8 text")
        .contains("2 passed, 0 failed, 1 problems in files that did not compile");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    return file;
  }
}
