package io.sealstream.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.cli.ConsoleRun;
import io.sealstream.evidence.verify.SampleArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where {@code prove} looks, and what it says when the event is not there. */
class ProveCommandTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void archive() throws IOException {
    SampleArchive.honest().copyTo(folder.resolve("archive"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--at audit.events-0@12",
        "--from 2026-11-24T09:59:00Z --to 2026-11-24T10:00:00Z",
        "--to 2026-11-24T10:00:00Z"
      })
  void theEventIsProven(String where) {
    ConsoleRun run = prove("evt-0-12", where);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(folder.resolve("proof.json")).isRegularFile();
  }

  @ParameterizedTest
  @CsvSource({
    "--at audit.events-0@13, 'the record at audit.events-0@13 has the id evt-0-13, not evt-0-12'",
    "--at audit.events-3@13, no seal covers audit.events-3: are topic and partition right?",
    "--from 2026-12-01T00:00:00Z, no sealed event of a time from 2026-12-01T00:00:00Z to ",
  })
  void anEventThatIsElsewhereIsAFinding(String where, String why) {
    ConsoleRun run = prove("evt-0-12", where);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith(folder.resolve("archive") + ": ")
        .contains(why);
    assertThat(folder.resolve("proof.json")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "--at audit.events, say TOPIC-PARTITION@OFFSET",
    "--at audit.events-0@1 --to 2026-12-01T00:00:00Z, leave --from and --to out",
    "--from 2026-12-02T00:00:00Z --to 2026-12-01T00:00:00Z, is after --to 2026-12-01T00:00:00Z",
  })
  void whatMakesNoSenseIsWrongUsage(String where, String why) {
    ConsoleRun run = prove("evt-0-12", where);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(why);
  }

  @Test
  void withoutALimitTheMessageNamesNone() {
    assertThat(prove("evt-none", "").err())
        .contains("no sealed event has the id evt-none: is the id right, and its epoch published?");
  }

  private ConsoleRun prove(String id, String where) {
    List<String> words =
        new ArrayList<>(List.of("prove", folder.resolve("archive").toString(), id));
    if (!where.isEmpty()) {
      words.addAll(List.of(where.split(" ")));
    }
    words.addAll(List.of("-o", folder.resolve("proof.json").toString()));
    return ConsoleRun.of(words.toArray(String[]::new));
  }
}
