package io.sealstream.sinks.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sealstream.evidence.publish.EvidenceHaltException;
import io.sealstream.evidence.publish.HaltCode;
import io.sealstream.schemas.Bytes;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of halts in {@code docs/evidence-job.md}, row by row, with the sink's operators as
 * Flink runs them: what brings each about, and that the archive is left as it was found.
 */
class HaltTableTest {
  /** Which are met before anything of the epoch is written. */
  private static final Set<HaltCode> WRITE_NOTHING =
      Set.of(
          HaltCode.STATE_CONTRADICTS,
          HaltCode.FORK,
          HaltCode.ARCHIVE_BEHIND,
          HaltCode.UPLOAD_LOST,
          HaltCode.OVERLAP,
          HaltCode.BROKER_REWRITE,
          HaltCode.ORIGIN,
          HaltCode.RECORD_TOO_LARGE);

  /** Sets the stage, and gives what halts. */
  private interface Scene {
    ThrowingCallable set(HaltScenes on) throws Exception;
  }

  private record Row(HaltCode code, String when, Scene scene) {
    @Override
    public String toString() {
      return code + ": " + when;
    }
  }

  @TempDir private Path work = Path.of("");
  private TestArchive archive;
  private ArchiveCopy copy;
  private HaltScenes scenes;

  static Stream<Row> table() {
    return Stream.of(
        new Row(HaltCode.STATE_CONTRADICTS, "at start", HaltScenes::stateAhead),
        new Row(HaltCode.STATE_CONTRADICTS, "a restored epoch", HaltScenes::restoredAhead),
        new Row(HaltCode.FORK, "a live epoch", HaltScenes::otherSeal),
        new Row(HaltCode.FORK, "the seal before a live epoch", HaltScenes::otherSealBefore),
        new Row(HaltCode.ARCHIVE_BEHIND, "live", HaltScenes::rolledBack),
        new Row(HaltCode.ARCHIVE_BEHIND, "restored", HaltScenes::rolledBackWhileDown),
        new Row(HaltCode.UPLOAD_LOST, "at commit", HaltScenes::uploadGone),
        new Row(HaltCode.OVERLAP, "two writers", HaltScenes::twoWritersOverlap),
        new Row(HaltCode.OVERLAP, "one writer", HaltScenes::oneWriterGoesBack),
        new Row(HaltCode.BROKER_REWRITE, "at start", HaltScenes::partitionCutShort),
        new Row(HaltCode.NOTE_CONFLICT, "no note", HaltScenes::noNote),
        new Row(HaltCode.NOTE_CONFLICT, "a note of another size", HaltScenes::otherNote),
        new Row(HaltCode.OBJECT_CONFLICT, "at commit", HaltScenes::otherHeads),
        new Row(HaltCode.OBJECT_CONFLICT, "at start", HaltScenes::otherTile),
        new Row(HaltCode.ORIGIN, "at start", HaltScenes::otherLog),
        new Row(HaltCode.RECORD_TOO_LARGE, "in a writer", HaltScenes::largeRecord),
        new Row(HaltCode.KEY_MISSING, "at commit", HaltScenes::keyGone),
        new Row(HaltCode.KEY_MISSING, "at start", HaltScenes::keyGoneAfterACrash),
        new Row(HaltCode.RETENTION_VERSION, "at commit", HaltScenes::sameVersion));
  }

  @BeforeEach
  void sealOneEpoch() throws Exception {
    archive = TestArchive.in(work);
    copy = new ArchiveCopy(archive, work.resolve("archive"));
    scenes = new HaltScenes(archive, copy, work);
  }

  @AfterEach
  void stop() throws Exception {
    scenes.close();
  }

  @Test
  void everyCodeHasARow() {
    assertThat(table().map(Row::code)).contains(HaltCode.values());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void aHaltNamesItsCodeAndLeavesTheArchiveAsItWasFound(Row row) throws Exception {
    ThrowingCallable act = row.scene().set(scenes);
    Map<String, Bytes> found = copy.contents();
    var problems = archive.verify().problems();
    var staged = copy.staged();

    Throwable thrown = catchThrowable(act);

    assertThat(halt(thrown).code()).isEqualTo(row.code());
    assertThat(thrown instanceof SuppressRestartsException)
        .as("final")
        .isNotEqualTo(row.code().mendedByRestart());
    assertThat(copy.contents()).containsAllEntriesOf(found);
    if (WRITE_NOTHING.contains(row.code())) {
      assertThat(copy.contents()).isEqualTo(found);
      assertThat(copy.staged()).as("our branch is kept too").containsAll(staged);
    }
    assertThat(archive.verify().problems()).isEqualTo(problems);
    if (row.code() != HaltCode.NOTE_CONFLICT) {
      assertThat(archive.verify().lines()).last().isEqualTo("VERIFIED L4");
    }
  }

  private static EvidenceHaltException halt(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof EvidenceHaltException halt) {
        return halt;
      }
    }
    throw new AssertionError("no halt", thrown);
  }
}
