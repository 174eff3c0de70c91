package io.sealstream.sinks.evidence;

import static io.sealstream.sinks.evidence.SampleRecords.P0;
import static io.sealstream.sinks.evidence.SampleRecords.garbage;
import static io.sealstream.sinks.evidence.SampleRecords.large;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.publish.BrokerView.Extent;
import io.sealstream.evidence.publish.PendingEpoch;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.schemas.Bytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.util.IOUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * What brings each halt about: every scene tampers with an archive of one epoch, offsets 0 to 5,
 * and gives the call that is to halt.
 */
final class HaltScenes implements AutoCloseable {
  private static final Bytes OTHER = Bytes.utf8("other");

  private final FakeBroker broker = FakeBroker.whole();
  private final List<AutoCloseable> running = new ArrayList<>();
  private final TestArchive archive;
  private final ArchiveCopy copy;
  private final Path work;

  /** After epoch 0, which is published. */
  private final OperatorSubtaskState afterFirst;

  HaltScenes(TestArchive archive, ArchiveCopy copy, Path work) throws Exception {
    this.archive = archive;
    this.copy = copy;
    this.work = work;
    try (var sealer = SealerHarness.start(archive, broker, "first")) {
      sealer.gather(archive.cut(garbage(P0, 0, 5)), 1);
      archive.publish(sealer.cut(1));
      afterFirst = sealer.snapshot(1);
    }
  }

  /** Ends what the scenes started. */
  @Override
  public void close() throws Exception {
    IOUtils.closeAll(running);
  }

  /** Epoch 1 and the next, of a job that goes on after epoch 0: offsets 5 to {@code ends}. */
  private List<PendingEpoch> epochs(long... ends) throws Exception {
    try (var sealer = SealerHarness.restore(archive, broker, afterFirst, 1)) {
      long from = 5;
      long checkpoint = 2;
      for (long end : ends) {
        sealer.gather(archive.cut(garbage(P0, from, end)), checkpoint);
        sealer.passBarrier(checkpoint++);
        from = end;
      }
      return sealer.emitted();
    }
  }

  private <T extends AutoCloseable> T started(T job) {
    running.add(job);
    return job;
  }

  /** Its checkpoint completes in a committer that did not restart since it was cut. */
  private ThrowingCallable commit(PendingEpoch pending) throws Exception {
    return commit(archive.config, pending);
  }

  private ThrowingCallable commit(EvidenceSinkConfig config, PendingEpoch pending)
      throws Exception {
    var committer = started(CommitterHarness.start(config, Subtask.ONLY));
    committer.receive(pending);
    return () -> committer.complete(pending.checkpointId());
  }

  /** A committer is restored that has it in its state. */
  private ThrowingCallable restore(PendingEpoch pending) throws Exception {
    long id = pending.checkpointId();
    OperatorSubtaskState state;
    try (var committer = CommitterHarness.start(archive, Subtask.ONLY)) {
      committer.receive(pending);
      state = committer.snapshot(id);
    }
    return () -> CommitterHarness.restore(archive, Subtask.ONLY, state, id).close();
  }

  ThrowingCallable stateAhead() throws Exception {
    OperatorSubtaskState ahead;
    try (var ours = SealerHarness.restore(archive, broker, afterFirst, 1)) {
      ours.gather(archive.cut(garbage(P0, 5, 9)), 2);
      ours.passBarrier(2);
      ahead = ours.snapshot(2);
    }
    archive.publish(epochs(7).get(0));
    return () -> SealerHarness.restore(archive, broker, ahead, 2).close();
  }

  ThrowingCallable restoredAhead() throws Exception {
    PendingEpoch ours = epochs(9).get(0);
    archive.publish(epochs(7).get(0));
    return restore(ours);
  }

  ThrowingCallable otherSeal() throws Exception {
    PendingEpoch ours = epochs(7).get(0);
    archive.publish(epochs(9).get(0));
    return commit(ours);
  }

  ThrowingCallable otherSealBefore() throws Exception {
    PendingEpoch second = epochs(7, 12).get(1);
    archive.publish(epochs(9).get(0));
    return commit(second);
  }

  ThrowingCallable rolledBack() throws Exception {
    return commit(secondAfterRollBack());
  }

  ThrowingCallable rolledBackWhileDown() throws Exception {
    return restore(secondAfterRollBack());
  }

  /** Epoch 2, of an archive that is again as it was before epoch 1 was published. */
  private PendingEpoch secondAfterRollBack() throws Exception {
    var epochs = epochs(7, 9);
    Map<String, Bytes> earlier = copy.contents();
    archive.publish(epochs.get(0));
    copy.rollBackTo(earlier);
    return epochs.get(1);
  }

  ThrowingCallable uploadGone() throws Exception {
    PendingEpoch pending = epochs(7).get(0);
    copy.loseStaged();
    return commit(pending);
  }

  ThrowingCallable twoWritersOverlap() throws Exception {
    var sealer = started(SealerHarness.restore(archive, broker, afterFirst, 1));
    sealer.gather(archive.cut(garbage(P0, 5, 8)), 2);
    sealer.gather(archive.cut(garbage(P0, 7, 9)), 2);
    return () -> sealer.passBarrier(2);
  }

  ThrowingCallable oneWriterGoesBack() throws Exception {
    var writer = started(new WriterHarness(archive));
    writer.write(garbage(P0, 5, 8));
    return () -> writer.write(garbage(P0, 7, 8));
  }

  ThrowingCallable partitionCutShort() {
    broker.list(P0, new Extent(0, 4, 0));
    return () -> SealerHarness.restore(archive, broker, afterFirst, 1).close();
  }

  ThrowingCallable noNote() throws Exception {
    put(ArchiveLayout.note(2), OTHER);
    return commit(epochs(7).get(0));
  }

  ThrowingCallable otherNote() throws Exception {
    put(ArchiveLayout.note(2), archive.store.read(ArchiveLayout.note(1)).orElseThrow());
    return commit(epochs(7).get(0));
  }

  ThrowingCallable otherHeads() throws Exception {
    PendingEpoch pending = epochs(7).get(0);
    put(EpochSeal.parse(pending.seal()).headsKey(), OTHER);
    return commit(pending);
  }

  private void put(String key, Bytes body) throws Exception {
    var unused = archive.store.createOnce(key, body, LockRequest.NONE);
  }

  ThrowingCallable otherTile() throws Exception {
    archive.publishUpToSeal(epochs(7).get(0));
    put("tile/0/000.p/2", OTHER);
    return () -> SealerHarness.start(archive, broker, "second").close();
  }

  ThrowingCallable otherLog() {
    var other = new EvidenceSinkConfig.Log("other/log", archive.config.log().keys());
    return () -> SealerHarness.start(with(other), broker, "second").close();
  }

  ThrowingCallable largeRecord() throws Exception {
    var writer = started(new WriterHarness(archive));
    writer.write(garbage(P0, 5, 8));
    return () -> writer.write(List.of(large(P0, 8, BatchLimits.MAX_ROW_BYTES)));
  }

  ThrowingCallable keyGone() throws Exception {
    PendingEpoch pending = epochs(7).get(0);
    return commit(with(otherKey()), pending);
  }

  ThrowingCallable keyGoneAfterACrash() throws Exception {
    archive.publishUpToSeal(epochs(7).get(0));
    EvidenceSinkConfig config = with(otherKey());
    return () -> SealerHarness.start(config, broker, "second").close();
  }

  /** A key that no seal names. */
  private EvidenceSinkConfig.Log otherKey() throws Exception {
    Path file = work.resolve("other.pem");
    NoteSigner.generate(TestArchive.ORIGIN).writePem(file);
    return new EvidenceSinkConfig.Log(TestArchive.ORIGIN, file.toString());
  }

  private EvidenceSinkConfig with(EvidenceSinkConfig.Log log) {
    var config = archive.config;
    return new EvidenceSinkConfig(
        config.archive(), log, config.retention(), config.topics(), config.bounds());
  }

  ThrowingCallable sameVersion() throws Exception {
    OperatorSubtaskState afterSecond;
    try (var sealer = SealerHarness.restore(under("alice"), broker, afterFirst, 1)) {
      sealer.gather(archive.cut(garbage(P0, 5, 7)), 2);
      archive.publish(sealer.cut(2));
      afterSecond = sealer.snapshot(2);
    }
    EvidenceSinkConfig changed = under("mallory");
    try (var sealer = SealerHarness.restore(changed, broker, afterSecond, 2)) {
      sealer.gather(archive.cut(garbage(P0, 7, 8)), 3);
      return commit(changed, sealer.cut(3));
    }
  }

  /** Each writes another table of version 1. */
  private EvidenceSinkConfig under(String author) {
    var config = archive.config;
    var table = new RetentionTable(1, author, "ticket 1", config.retention().rules());
    return new EvidenceSinkConfig(
        config.archive(), config.log(), table, config.topics(), config.bounds());
  }
}
