package io.sealstream.sinks.evidence;

import static io.sealstream.sinks.evidence.SampleRecords.P0;
import static io.sealstream.sinks.evidence.SampleRecords.P1;
import static io.sealstream.sinks.evidence.SampleRecords.P2;
import static io.sealstream.sinks.evidence.SampleRecords.garbage;
import static io.sealstream.sinks.evidence.TestArchive.coverage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.OffsetRange;
import io.sealstream.evidence.publish.BrokerView.Extent;
import io.sealstream.evidence.publish.EvidenceHaltException;
import io.sealstream.evidence.publish.HaltCode;
import io.sealstream.evidence.publish.PartitionId;
import io.sealstream.evidence.publish.PendingEpoch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sealer cuts, barrier by barrier. */
class SealOperatorTest {
  private final FakeBroker broker = FakeBroker.whole();

  @TempDir private Path work = Path.of("");

  @Test
  void anAbortedCheckpointLeavesTwoCutsOfAPartitionInOneSealWithoutAGap() throws Exception {
    var archive = TestArchive.in(work);
    var early = archive.cut(garbage(P0, 0, 5));
    var late = archive.cut(garbage(P0, 5, 8));
    try (var sealer = SealerHarness.start(archive, broker, "run")) {
      sealer.gather(late, 2);
      sealer.gather(early, 1);
      PendingEpoch pending = sealer.cut(2);

      assertThat(sealer.emitted()).hasSize(1);
      assertThat(coverage(pending, P0))
          .extracting("from", "to", "sealed", "controlSlots")
          .containsExactly(0L, 8L, 8L, 0L);
      assertThat(HeadsFile.parse(pending.heads()).heads())
          .extracting(named -> named.head().sequence() + "@" + named.head().from())
          .containsExactly("0@0", "1@5");
      archive.publish(pending);
    }
    assertThat(archive.verify().lines()).last().isEqualTo("VERIFIED L4");
  }

  @Test
  void everyBarrierCutsAnEpochAndOffsetsGoOnWhereTheLastOneEnded() throws Exception {
    var archive = TestArchive.in(work);
    try (var sealer = SealerHarness.start(archive, broker, "run")) {
      sealer.gather(archive.cut(garbage(P0, 0, 5)), 1);
      archive.publish(sealer.cut(1));
      archive.publish(sealer.cut(2));
      sealer.gather(archive.cut(garbage(P0, 5, 7)), 7);
      archive.publish(sealer.cut(7));

      assertThat(sealer.emitted()).extracting(PendingEpoch::epoch).containsExactly(0L, 1L, 2L);
      assertThat(sealer.emitted())
          .extracting(PendingEpoch::checkpointId)
          .containsExactly(1L, 2L, 7L);
    }
    assertThat(archive.verify().lines()).last().isEqualTo("VERIFIED L4");
  }

  @Test
  void theEndOfInputCutsOnceAndNeverAgain() throws Exception {
    var archive = TestArchive.in(work);
    try (var sealer = SealerHarness.start(archive, broker, "run")) {
      sealer.passBarrier(4);
      sealer.gather(archive.cut(garbage(P0, 0, 3)), 5);
      sealer.endInput();

      assertThat(sealer.emitted()).hasSize(2);
      assertThat(sealer.newest().checkpointId()).isEqualTo(5);
      assertThat(coverage(sealer.newest(), P0).sealed()).isEqualTo(3);

      sealer.passBarrier(5);
      var finalState = sealer.snapshot(5);
      sealer.passBarrier(6);
      assertThat(sealer.emitted()).hasSize(2);

      for (PendingEpoch pending : sealer.emitted()) {
        archive.publish(pending);
      }
      try (var goingOn = SealerHarness.restore(archive, broker, finalState, 5)) {
        assertThat(goingOn.cut(6).epoch()).isEqualTo(2);
      }
    }
  }

  @Test
  void idleAndNewPartitionsAreInTheCoverage() throws Exception {
    broker.list(P1, new Extent(0, 9, 0));
    var archive = TestArchive.in(work);
    try (var sealer = SealerHarness.start(archive, broker, "run")) {
      // Delivers before the broker's list has it.
      sealer.gather(archive.cut(garbage(P2, 0, 2)), 1);
      PendingEpoch first = sealer.cut(1);
      assertThat(partitions(first)).containsExactly("0: 0-0", "1: 0-0", "2: 0-2");

      broker.list(P2, new Extent(0, 2, 0));
      broker.list(new PartitionId("audit.new", 0), empty());
      PendingEpoch second = sealer.cut(2);
      assertThat(partitions(second)).containsExactly("0: 0-0", "1: 0-0", "2: 2-2", "0: 0-0");
      archive.publish(first);
      archive.publish(second);
    }
    assertThat(archive.verify().problems()).isEmpty();
  }

  private static Extent empty() {
    return new Extent(0, 0, 0);
  }

  private static List<String> partitions(PendingEpoch pending) {
    return EpochSeal.parse(pending.seal()).coverage().stream()
        .map(c -> c.partition() + ": " + c.from() + "-" + c.to())
        .toList();
  }

  @Test
  void aHoleWhereNoneMayBeIsLookedIntoAndMayTurnOutAsLost() throws Exception {
    broker.answer(P0, new Extent(5, 8, 0));
    var archive = TestArchive.in(work);
    try (var sealer = SealerHarness.start(archive, broker, "run")) {
      sealer.gather(archive.cut(garbage(P0, 5, 8)), 1);

      var covered = coverage(sealer.cut(1), P0);
      assertThat(broker.asked()).isEqualTo(1);
      assertThat(covered.lost()).containsExactly(new OffsetRange(0, 5));
      assertThat(covered.controlSlots()).isZero();
    }
  }

  @Test
  void aHoleThatTheBrokerCannotExplainIsSealedAsWhatItIs() throws Exception {
    var archive = TestArchive.in(work);
    try (var sealer = SealerHarness.start(archive, broker, "run")) {
      sealer.gather(archive.cut(garbage(P0, 5, 8)), 1);

      var covered = coverage(sealer.cut(1), P0);
      assertThat(broker.asked()).isEqualTo(1);
      assertThat(covered.controlSlots()).isEqualTo(5);
      assertThat(covered.gapsDeclared()).isFalse();
    }
  }

  @Test
  void aDeclaredHoleAsksNobody() throws Exception {
    var archive = TestArchive.allowingHoles(work);
    try (var sealer = SealerHarness.start(archive, broker, "run")) {
      sealer.gather(archive.cut(garbage(P0, 5, 8)), 1);

      assertThat(coverage(sealer.cut(1), P0).controlSlots()).isEqualTo(5);
      assertThat(broker.asked()).isZero();
    }
  }

  @Test
  void aBrokerThatDoesNotAnswerFailsTheTaskInsteadOfSealingAHole() throws Exception {
    broker.fallSilent();
    var archive = TestArchive.in(work);
    try (var sealer = SealerHarness.start(archive, broker, "run")) {
      sealer.gather(archive.cut(garbage(P0, 5, 8)), 1);

      assertThatThrownBy(() -> sealer.passBarrier(1)).isInstanceOf(IOException.class);
      assertThat(sealer.emitted()).isEmpty();
    }
  }

  @Test
  void anOffsetThatCameTwiceFailsTheTaskSoThatARestartMendsIt() throws Exception {
    var archive = TestArchive.in(work);
    try (var sealer = SealerHarness.start(archive, broker, "run")) {
      sealer.gather(archive.cut(garbage(P0, 0, 5)), 1);
      sealer.gather(archive.cut(garbage(P0, 4, 8)), 1);

      assertThatThrownBy(() -> sealer.passBarrier(1))
          .isInstanceOfSatisfying(
              EvidenceHaltException.class,
              halt -> assertThat(halt.code()).isEqualTo(HaltCode.OVERLAP));
    }
  }

  @Test
  void closingTheSealerClosesItsWatch() throws Exception {
    try (var sealer = SealerHarness.start(TestArchive.in(work), broker, "run")) {
      sealer.passBarrier(1);
    }
    assertThat(broker.isClosed()).isTrue();
  }
}
