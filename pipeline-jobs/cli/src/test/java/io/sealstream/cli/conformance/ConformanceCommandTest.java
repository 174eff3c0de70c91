package io.sealstream.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sealstream.cli.ConsoleRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a pack's run prints, and how it ends. */
class ConformanceCommandTest {
  private static final String OWN = "src/test/resources/conformance-pack";

  /** How each line of its run begins. */
  private static final Path GOLDEN = Path.of("src/test/resources/golden/conformance-pack.txt");

  @TempDir private Path folder = Path.of("");

  @Test
  void everyKindOfFailureIsOneLineAndTheCountsAreLast() throws IOException {
    ConsoleRun run = ConsoleRun.of("conformance", OWN);
    assertLines(run, Files.readAllLines(GOLDEN).toArray(String[]::new));
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
  @DisplayName("what the file system does not give is a failure of its part, and ends nothing")
  void whatCannotBeReadEndsNothing() throws IOException {
    Files.createDirectories(folder.resolve("conformance/detection.json"));
    write("sigma-rules/a.yml", "title: A\nlogsource: {}\ndetection: {s: {f: a}, condition: s}\n");
    Files.createDirectories(folder.resolve("events/x.jsonl"));
    write("expected/x.json", "{\"rules\": {\"a.yml\": [\"1\"]}}");
    Files.createDirectories(folder.resolve("exfil/labels.json"));
    ConsoleRun run = ConsoleRun.of("conformance", folder.toString());
    assertThat(run.out().lines().filter(line -> line.startsWith("FAILED")))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("FAILED detection: cannot be read: "),
            line -> assertThat(line).startsWith("FAILED events/x.jsonl: cannot be read: "),
            line -> assertThat(line).startsWith("FAILED exfil: cannot be read: "));
    assertThat(run.out()).endsWith("1 passed, 3 failed" + System.lineSeparator());
    assertThat(run.err()).isEmpty();
  }

  @Test
  @DisplayName("whatever a part throws is one failure of it")
  void aPartThatThrowsIsOneFailure() {
    var out = new StringWriter();
    var score = new Score(new PrintWriter(out));
    for (Throwable each :
        List.of(
            new UncheckedIOException(new AccessDeniedException("rules")),
            new IllegalStateException("odd"),
            new StackOverflowError())) {
      score.checkAll("part", () -> sneak(each));
    }
    assertThat(out.toString().lines())
        .containsExactly(
            "FAILED part: cannot be read: java.nio.file.AccessDeniedException: rules",
            "FAILED part: expected a verdict, came java.lang.IllegalStateException: odd",
            "FAILED part: expected a verdict, came java.lang.StackOverflowError");
    assertThat(score.passed()).isZero();
  }

  @Test
  @DisplayName("a part that throws before it begins or while it runs ends no other")
  void partsThatThrowEndNoOther() {
    var unreadable = new UncheckedIOException(new AccessDeniedException("events"));
    ConformancePart closed = part("closed", () -> sneak(unreadable), () -> {});
    ConformancePart broken = part("broken", () -> {}, () -> sneak(new StackOverflowError()));
    var out = new StringWriter();
    int exitCode =
        new CommandLine(
                new ConformanceCommand(List.of(closed, broken, part("last", () -> {}, () -> {}))))
            .setOut(new PrintWriter(out))
            .execute(folder.toString());
    assertThat(out.toString().lines())
        .containsExactly(
            "FAILED closed: cannot be read: java.nio.file.AccessDeniedException: events",
            "FAILED broken: expected a verdict, came java.lang.StackOverflowError",
            "1 passed, 2 failed");
    assertThat(exitCode).isEqualTo(1);
  }

  private static ConformancePart part(String name, Runnable looks, Runnable runs) {
    return new ConformancePart() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> obstacle(Pack pack) {
        looks.run();
        return Optional.empty();
      }

      @Override
      public void run(Pack pack, Score score) {
        runs.run();
        score.pass();
      }
    };
  }

  private static void sneak(Throwable thrown) {
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    throw (Error) thrown;
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
