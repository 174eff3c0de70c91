package io.sealstream.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sealstream.cli.ConsoleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pack's run prints, and how it ends. */
class ConformanceCommandTest {
  private static final String OWN = "src/test/resources/conformance-pack";

  @TempDir private Path folder = Path.of("");

  @Test
  void everyKindOfFailureIsOneLineAndTheCountsAreLast() {
    ConsoleRun run = ConsoleRun.of("conformance", OWN);
    String detection = "FAILED detection ";
    String events = "FAILED events/sample.jsonl";
    String correlated = "FAILED expected/correlation-on-sample.json ";
    assertLines(
        run,
        detection + "missed: expected a match, came no match (not so)",
        detection + "extra: expected no match, came a match",
        detection + "uncompiled: expected to compile, came rule.yml:3:21: unknown modifier",
        detection + "eventless: cannot be read: it has no 'event'",
        detection + "vague: cannot be read: 'expect' is neither true nor false",
        detection + "#8: cannot be read: it has no 'event'",
        detection + "accepted: expected a refusal, came none (nothing is wrong with it)",
        detection + "nothing: cannot be read: it has no 'detection'",
        detection + "undoubted: expected an error or a warning, came neither",
        "not run: conformance/detection.json futuristic (an unknown section)",
        "FAILED sigma-rules rules/app/broken.yml: expected to compile, came " + OWN,
        "skipped: events/other.jsonl (expected/other.json is not there)",
        events + ":5 is no JSON: ",
        events + ":6: an envelope needs id, logsource.product and the object event",
        events + " rules/app/gone.yml s-3: expected a match, came none",
        events + " rules/app/login.yml s-4: expected a match, came none",
        events + " rules/app/login.yml s-2: expected no match, came one",
        "skipped: expected/lonely.json (events/lonely.jsonl is not there)",
        "FAILED expected/app-with-field-mapping.json rules/app/renamed.yml o-1: expected no match",
        "FAILED correlation silent: expected groups [[one]], came [] (one is not two)",
        "FAILED correlation unlinked: expected to compile, came policies.yml:2:56: no rule has",
        "FAILED correlation single: expected to compile, came policies.yml:1:1: the file holds no",
        "FAILED correlation timeless: cannot be read: it has no 't'",
        "FAILED correlation hopeless: cannot be read: it has no 'expect_fired_groups'",
        "FAILED correlation tied: with ties in order: expected groups [], came [[one]]",
        "FAILED correlation shuffled: cannot be read: 'delivery' is no text",
        "not read: correlation vectors: key 'lateness' of 1 (unknown)",
        "FAILED correlation taken: expected a refusal, came none",
        "not run: conformance/correlation.json futuristic (an unknown section)",
        correlated + "then expected_fired_groups_ties_allowed: expected groups [[u2]], came [[u1]]",
        correlated + "elsewhere expected_fired_groups_ties_allowed: cannot be read: it has no",
        "FAILED absence spared: expected groups [[one]], came [] (it was done)",
        "FAILED absence orderless: cannot be read: it has no 'order'",
        "FAILED absence sideways: expected to compile, came vector.yml:1:",
        "not read: absence vectors: key 'unless' of 1 (unknown)",
        "not run: conformance/absence.json futuristic (an unknown section)",
        "skipped: panther-correlation (conformance/panther-correlation-*.json is not there)",
        "skipped: exfil (exfil/* is not there)",
        "23 passed, 29 failed");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void aPackMayHoldOnePartOnly() throws IOException {
    write(
        "conformance/detection.json",
        "{\"vectors\": [{\"id\": \"v\", \"detection\": {\"s\": {\"f\": 1}, \"condition\": \"s\"},"
            + " \"event\": {\"f\": 1}, \"expect\": true}]}");
    ConsoleRun run = ConsoleRun.of("conformance", folder.toString());
    assertLines(
        run,
        "skipped: sigma-rules (sigma-rules is not there)",
        "skipped: events (events/*.jsonl is not there)",
        "skipped: field-mapping (expected/*-with-field-mapping.json is not there)",
        "skipped: correlation (conformance/correlation.json is not there)",
        "skipped: correlation-on-events (expected/correlation-on-*.json is not there)",
        "skipped: absence (conformance/absence.json is not there)",
        "skipped: panther-correlation (conformance/panther-correlation-*.json is not there)",
        "skipped: exfil (exfil/* is not there)",
        "1 passed, 0 failed");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void filesOfAnotherFormFailAndEndNothing() throws IOException {
    write("conformance/detection.json", "[1, 2");
    write("conformance/correlation.json", "{\"vectors\": {\"a\": 1}}");
    write("sigma-rules/a.yml", "title: A\nlogsource: {}\ndetection: {s: {f: a}, condition: s}\n");
    write("events/x.jsonl", "");
    write("expected/x.json", "{\"rules\": {\"a.yml\": {\"ids\": [1]}}}");
    write("expected/x-with-field-mapping.json", "{\"rules\": [1]}");
    write("expected/correlation-on-x.json", "{\"dataset\": \"x\", \"policies\": {}}");
    Files.write(folder.resolve("sigma-rules/b.yml"), new byte[] {(byte) 0xff});
    ConsoleRun run = ConsoleRun.of("conformance", folder.toString());
    assertThat(run.out().lines().filter(line -> line.startsWith("FAILED")))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("FAILED detection: cannot be read: "),
            line -> assertThat(line).contains("sigma-rules/b.yml: not UTF-8 text"),
            line -> assertThat(line).startsWith("FAILED events/x.jsonl: cannot be read: "),
            line -> assertThat(line).contains("field-mapping.json: cannot be read: 'rules' is no"),
            line -> assertThat(line).startsWith("FAILED correlation vectors: cannot be read: "),
            line ->
                assertThat(line).contains("correlation-on-x.json: cannot be read: it has none"));
    assertThat(run.out()).endsWith("1 passed, 6 failed" + System.lineSeparator());
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void whereThereIsNoPackNothingHasPassed() throws IOException {
    assertWrong(ConsoleRun.of("conformance"), "Missing required parameter");
    assertWrong(
        ConsoleRun.of("conformance", folder.resolve("nowhere").toString()), "no such file or");
    assertWrong(ConsoleRun.of("conformance", folder.toString()), "holds no part of a conformance");
    write("a.txt", "");
    assertWrong(ConsoleRun.of("conformance", folder.resolve("a.txt").toString()), "is a file");
  }

  @Test
  void everyVectorOfTheDetectionPackPasses() {
    Path pack = Path.of("..", "..", "..", "shared", "data", "detection");
    assumeTrue(Files.isDirectory(pack), "the detection pack is not at ../shared/data/detection");
    ConsoleRun run = ConsoleRun.of("conformance", pack.toString());
    assertThat(run.out().lines().filter(line -> line.startsWith("FAILED"))).isEmpty();
    assertThat(run.out()).doesNotContain("not run: ").containsPattern("exfil: \\d+ of \\d+ inj");
    assertThat(run.out().lines().reduce("", (before, line) -> line))
        .matches("([6-9]\\d\\d|\\d{4,}) passed, 0 failed");
    assertThat(run.exitCode()).isZero();
  }

  private static void assertLines(ConsoleRun run, String... starts) {
    assertThat(run.out().lines()).hasSize(starts.length);
    var lines = run.out().lines().toList();
    for (int i = 0; i < starts.length; i++) {
      assertThat(lines.get(i)).startsWith(starts[i]);
    }
  }

  private static void assertWrong(ConsoleRun run, String words) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1).first().asString().contains(words);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
