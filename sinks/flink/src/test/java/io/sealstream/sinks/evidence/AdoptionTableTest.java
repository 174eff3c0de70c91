package io.sealstream.sinks.evidence;

import static io.sealstream.sinks.evidence.SampleRecords.P0;
import static io.sealstream.sinks.evidence.SampleRecords.garbage;
import static io.sealstream.sinks.evidence.TestArchive.coverage;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.publish.PendingEpoch;
import java.nio.file.Path;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rows of restoring that must not halt, with the sink's operators as Flink runs them; what must
 * is in {@link HaltTableTest}.
 */
class AdoptionTableTest {
  private final FakeBroker broker = FakeBroker.whole();

  @TempDir private Path work = Path.of("");
  private TestArchive archive;
  private ArchiveCopy copy;

  /** After epoch 0, offsets 0 to 5, which is published. */
  private OperatorSubtaskState afterFirst;

  /** Epoch 1, offsets 5 to 8, and the sealer's state after it. */
  private PendingEpoch second;

  private OperatorSubtaskState afterSecond;

  @BeforeEach
  void sealTwoEpochs() throws Exception {
    archive = TestArchive.in(work);
    copy = new ArchiveCopy(archive, work.resolve("archive"));
    try (var sealer = SealerHarness.start(archive, broker, "first")) {
      sealer.gather(archive.cut(garbage(P0, 0, 5)), 1);
      archive.publish(sealer.cut(1));
      afterFirst = sealer.snapshot(1);
      sealer.gather(archive.cut(garbage(P0, 5, 8)), 2);
      second = sealer.cut(2);
      afterSecond = sealer.snapshot(2);
    }
  }

  /** The sealer goes on after epoch 1, and a new writer skips what that has. */
  private void goesOnAfterTheSecond(SealerHarness sealer) throws Exception {
    assertThat(archive.store.read(ArchiveLayout.note(2))).as("the note is written").isPresent();
    try (var writer = new WriterHarness(archive)) {
      writer.write(garbage(P0, 5, 10));
      sealer.gather(writer.barrier(3).get(0), 3);
    }
    PendingEpoch next = sealer.cut(3);
    assertThat(next.epoch()).isEqualTo(2);
    assertThat(EpochSeal.parse(next.seal()).previousSeal()).isEqualTo(archive.seal(1).hash());
    assertThat(coverage(next, P0)).extracting("from", "to").containsExactly(8L, 10L);
    archive.publish(next);
    assertThat(archive.verify().lines()).last().isEqualTo("VERIFIED L4");
    assertThat(archive.verify().summary().records()).isEqualTo(10);
  }

  @Test
  void aSealWhoseNoteACrashLeftOutIsAdoptedWithoutState() throws Exception {
    archive.publishUpToSeal(second);
    assertThat(archive.store.read(ArchiveLayout.note(2))).isEmpty();
    try (var sealer = SealerHarness.start(archive, broker, "second")) {
      goesOnAfterTheSecond(sealer);
    }
  }

  @Test
  void aSealWhoseNoteACrashLeftOutIsAdoptedFromAnOlderState() throws Exception {
    archive.publishUpToSeal(second);
    try (var sealer = SealerHarness.restore(archive, broker, afterFirst, 1)) {
      goesOnAfterTheSecond(sealer);
    }
  }

  @Test
  void aStateAheadOfTheArchiveIsKeptAndItsCommitterPublishesTheRest() throws Exception {
    try (var sealer = SealerHarness.restore(archive, broker, afterSecond, 2)) {
      CommitterHarness.restore(archive, Subtask.ONLY, committerWith(second), 2).close();
      goesOnAfterTheSecond(sealer);
    }
  }

  private OperatorSubtaskState committerWith(PendingEpoch pending) throws Exception {
    try (var committer = CommitterHarness.start(archive, Subtask.ONLY)) {
      committer.receive(pending);
      return committer.snapshot(pending.checkpointId());
    }
  }

  @Test
  void aSupersededEpochIsSkippedAndItsUploadsAreKept() throws Exception {
    OperatorSubtaskState ours = committerWith(second);
    try (var theirs = SealerHarness.restore(archive, broker, afterFirst, 1)) {
      theirs.gather(archive.cut(garbage(P0, 5, 9)), 2);
      archive.publish(theirs.cut(2));
    }
    var found = copy.contents();
    CommitterHarness.restore(archive, Subtask.ONLY, ours, 2).close();

    assertThat(copy.contents()).isEqualTo(found);
    assertThat(archive.verify().lines()).last().isEqualTo("VERIFIED L4");
    for (var upload : second.objects()) {
      assertThat(archive.store.complete(upload, second.lock()).key()).isEqualTo(upload.key());
    }
  }
}
