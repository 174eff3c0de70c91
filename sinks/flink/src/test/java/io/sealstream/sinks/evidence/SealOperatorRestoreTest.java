package io.sealstream.sinks.evidence;

import static io.sealstream.sinks.evidence.SampleRecords.P0;
import static io.sealstream.sinks.evidence.SampleRecords.garbage;
import static io.sealstream.sinks.evidence.TestArchive.coverage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.publish.BrokerView.Extent;
import io.sealstream.evidence.publish.PendingEpoch;
import io.sealstream.evidence.store.StagedObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sealer does at start, with and without state, before an archive that moved on. */
class SealOperatorRestoreTest {
  private final FakeBroker broker = FakeBroker.whole();

  @TempDir private Path work = Path.of("");
  private TestArchive archive;

  /** After epoch 0, offsets 0 to 5, which is published. */
  private OperatorSubtaskState afterFirst;

  @BeforeEach
  void sealOneEpoch() throws Exception {
    archive = TestArchive.in(work);
    try (var sealer = SealerHarness.start(archive, broker, "first")) {
      sealer.gather(archive.cut(garbage(P0, 0, 5)), 1);
      archive.publish(sealer.cut(1));
      afterFirst = sealer.snapshot(1);
    }
  }

  @Test
  void aStateThatTheArchiveEqualsGoesOn() throws Exception {
    try (var sealer = SealerHarness.restore(archive, broker, afterFirst, 1)) {
      sealer.gather(archive.cut(garbage(P0, 5, 8)), 2);
      PendingEpoch next = sealer.cut(2);

      assertThat(next.epoch()).isEqualTo(1);
      assertThat(coverage(next, P0).from()).isEqualTo(5);
      assertThat(EpochSeal.parse(next.seal()).previousSeal()).isEqualTo(archive.seal(0).hash());
    }
  }

  @Test
  void aStateBehindTheArchiveAdoptsItAndTheWriterSkipsWhatIsPublished() throws Exception {
    try (var live = SealerHarness.restore(archive, broker, afterFirst, 1)) {
      live.gather(archive.cut(garbage(P0, 5, 8)), 2);
      archive.publish(live.cut(2));
    }
    try (var writer = new WriterHarness(archive);
        var sealer = SealerHarness.restore(archive, broker, afterFirst, 1)) {
      // The source goes back to where the old state was: offset 5.
      writer.write(garbage(P0, 5, 10));
      var cuts = writer.barrier(2);
      assertThat(cuts).hasSize(1);
      assertThat(cuts.get(0).runs())
          .extracting("from", "to", "count")
          .containsExactly(tuple(8L, 10L, 2L));

      sealer.gather(cuts.get(0), 2);
      PendingEpoch next = sealer.cut(2);
      assertThat(next.epoch()).isEqualTo(2);
      assertThat(coverage(next, P0)).extracting("from", "to").containsExactly(8L, 10L);
      archive.publish(next);
    }
    assertThat(archive.verify().lines()).last().isEqualTo("VERIFIED L4");
  }

  @Test
  void aJobWithoutStateAdoptsTheArchive() throws Exception {
    try (var sealer = SealerHarness.start(archive, broker, "second")) {
      sealer.gather(archive.cut(garbage(P0, 5, 6)), 1);
      archive.publish(sealer.cut(1));
    }
    assertThat(archive.verify().lines()).last().isEqualTo("VERIFIED L4");
  }

  @Test
  void aStateAheadOnAnotherBranchHaltsForGood() throws Exception {
    OperatorSubtaskState ahead;
    try (var ours = SealerHarness.restore(archive, broker, afterFirst, 1)) {
      ours.gather(archive.cut(garbage(P0, 5, 9)), 2);
      ours.passBarrier(2);
      ahead = ours.snapshot(2);
    }
    try (var theirs = SealerHarness.restore(archive, broker, afterFirst, 1)) {
      theirs.gather(archive.cut(garbage(P0, 5, 7)), 2);
      archive.publish(theirs.cut(2));
    }
    assertThatThrownBy(() -> SealerHarness.restore(archive, broker, ahead, 2).close())
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessageStartingWith("STATE_CONTRADICTS");
  }

  @Test
  void aPartitionThatEndsBelowWhatIsSealedHaltsForGood() {
    broker.list(P0, new Extent(0, 4, 0));

    assertThatThrownBy(() -> SealerHarness.restore(archive, broker, afterFirst, 1).close())
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessageStartingWith("BROKER_REWRITE");
  }

  @Test
  void aReceiptIsNamedOnceACompletedCheckpointMadeItLook() throws Exception {
    try (var sealer = SealerHarness.restore(archive, broker, afterFirst, 1)) {
      assertThat(receiptEpoch(sealer.cut(2))).isEqualTo(-1);

      sealer.complete(2);
      var checkpoint = new AtomicLong(3);
      await().until(() -> receiptEpoch(sealer.cut(checkpoint.getAndIncrement())) == 0);
      for (PendingEpoch pending : sealer.emitted()) {
        archive.publish(pending);
      }
    }
    assertThat(archive.verify().problems()).isEmpty();
  }

  private static long receiptEpoch(PendingEpoch pending) {
    return EpochSeal.parse(pending.seal()).receipt().epoch();
  }

  @Test
  void whatACrashLeftBeforeItsSealIsNamedByALaterSeal() throws Exception {
    PendingEpoch left;
    try (var crashing = SealerHarness.restore(archive, broker, afterFirst, 1)) {
      crashing.gather(archive.cut(garbage(P0, 5, 8)), 2);
      left = crashing.cut(2);
    }
    archive.publishUpToHeads(left);
    try (var sealer = SealerHarness.start(archive, broker, "second")) {
      sealer.gather(archive.cut(garbage(P0, 5, 9)), 1);
      archive.publish(sealer.cut(1));
      assertThat(archive.verify().counts()).containsOnlyKeys(VerdictCode.UNSEALED_OBJECT);

      sealer.complete(1);
      var checkpoint = new AtomicLong(2);
      await().until(() -> !abandoned(sealer.cut(checkpoint.getAndIncrement())).isEmpty());

      assertThat(abandoned(sealer.newest())).containsExactlyInAnyOrderElementsOf(everything(left));
      for (PendingEpoch pending : sealer.emitted()) {
        archive.publish(pending);
      }
    }
    assertThat(archive.verify().lines()).last().isEqualTo("VERIFIED L4");
  }

  private static List<String> abandoned(PendingEpoch pending) {
    return EpochSeal.parse(pending.seal()).abandoned();
  }

  private static List<String> everything(PendingEpoch left) {
    List<String> keys = new ArrayList<>(left.objects().stream().map(StagedObject::key).toList());
    keys.add(EpochSeal.parse(left.seal()).headsKey());
    return keys;
  }
}
