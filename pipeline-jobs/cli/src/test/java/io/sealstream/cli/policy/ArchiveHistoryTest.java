package io.sealstream.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.cli.ConsoleRun;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.verify.SampleArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** History in a whole sealed archive: 25 events and two records that are none. */
class ArchiveHistoryTest {
  private static final String RULE =
      """
      title: Reads
      id: reads
      logsource: {product: billing}
      detection: {s: {action: read_record}, condition: s}
      """;
  private static final String NOT_VERIFIED = "nothing of it was verified";

  @TempDir private Path folder = Path.of("");

  static Stream<List<String>> commands() {
    return Stream.of(List.of("backtest"), List.of("health"), List.of("explain", "--event=evt-1-4"));
  }

  @BeforeEach
  void files() throws IOException {
    Files.writeString(folder.resolve("reads.yml"), RULE);
    Files.writeString(
        folder.resolve("never.yml"),
        RULE.replace("id: reads", "id: writes").replace("read_record", "write_record"));
    SampleArchive.honest().copyTo(folder.resolve("archive"));
    Files.writeString(folder.resolve("trust.json"), SampleArchive.TRUST.toJson());
    Files.writeString(
        folder.resolve("stranger.json"),
        TrustFile.of(NoteSigner.generate(SampleArchive.ORIGIN).key()).toJson());
  }

  @Test
  void everySealedRecordIsJudgedOrNamed() {
    ConsoleRun run = run(List.of("backtest"), "--trust=" + path("trust.json"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .hasSize(25)
        .allMatch(line -> line.startsWith("{\"policy\":\"reads\""))
        .anyMatch(line -> line.contains("\"events\":[\"evt-0-12\"]"));
    assertThat(run.err().lines())
        .containsExactlyInAnyOrder(
            "audit.events-0@4: sealed as BAD_MAGIC",
            "audit.events-0@7: sealed as TOMBSTONE",
            "27 read: 25 events, 2 rejected; 25 violations, 0 suppressed, 0 shadow;"
                + " 0 hits too late");
  }

  @Test
  void healthIsReportedOfIt() {
    ConsoleRun run = run(List.of("health"), "--trust=" + path("trust.json"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines()).containsExactly("never fired: writes");
    assertThat(run.err().lines()).contains("27 read: 25 events, 2 rejected").hasSize(3);
  }

  @Test
  void anEventIsFoundInItAndExplained() {
    ConsoleRun run = run(List.of("explain", "--event=evt-1-4"), "--trust=" + path("trust.json"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .contains("reads@1 (rule, governs): violation", "writes@1 (rule, governs): no match")
        .contains("    action = [read_record]");
    ConsoleRun none = run(List.of("explain", "--event=evt-9-9"));
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).contains("no event evt-9-9 among 25");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void withoutTrustItIsSaidThatNothingWasVerified(List<String> command) {
    assertThat(run(command, "--trust=" + path("trust.json")).err()).doesNotContain(NOT_VERIFIED);
    ConsoleRun run = run(command);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err().lines()).first().asString().contains(path("archive"), NOT_VERIFIED);
  }

  /** The object is another one that was sealed, so that it can be read to its end. */
  @ParameterizedTest
  @MethodSource("commands")
  void nothingIsDecidedOfATamperedObject(List<String> command) throws IOException {
    SampleArchive names = SampleArchive.honest();
    Path sealed = folder.resolve("archive").resolve(names.batchKey("acme", 0, 10));
    Path other = folder.resolve("archive").resolve(names.batchKey("acme", 0, 0));
    Files.copy(other, sealed, StandardCopyOption.REPLACE_EXISTING);

    ConsoleRun trusting = run(command, "--trust=" + path("trust.json"));
    assertRefused(trusting);
    assertThat(trusting.err().lines()).anyMatch(line -> line.startsWith("OBJECT_HASH "));
    assertThat(trusting.err().lines()).last().isEqualTo("FAILED L4");

    ConsoleRun unverified = run(command);
    assertRefused(unverified);
    assertThat(unverified.err().lines()).last().asString().startsWith("OBJECT_HASH ");
  }

  /** Reading alone would find nothing wrong with it. */
  @ParameterizedTest
  @MethodSource("commands")
  void nothingIsDecidedOfWhatAStrangerSigned(List<String> command) {
    ConsoleRun run = run(command, "--trust=" + path("stranger.json"));

    assertRefused(run);
    assertThat(run.err().lines()).anyMatch(line -> line.startsWith("UNTRUSTED_KEY "));
  }

  private static void assertRefused(ConsoleRun run) {
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).doesNotContain(" read: ");
  }

  private ConsoleRun run(List<String> command, String... more) {
    var all = new ArrayList<>(List.of("policy"));
    all.addAll(command);
    all.addAll(List.of("--policies", path("reads.yml"), path("never.yml")));
    all.add("--archive=" + path("archive"));
    all.addAll(List.of(more));
    return ConsoleRun.of(all.toArray(String[]::new));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
