package io.sealstream.evidence.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.format.OffsetRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffsetLedgerTest {
  private static final PartitionId P0 = new PartitionId("audit.events", 0);

  private static OffsetRun run(long from, long to) {
    return new OffsetRun(from, to, to - from);
  }

  private static BrokerView.Extent startingAt(long start) {
    return new BrokerView.Extent(start, 1_000, 0);
  }

  @Test
  void runsOfSeveralCutsAreSortedAndAddUp() {
    var ledger = OffsetLedger.cut(P0, 10, List.of(run(15, 20), run(10, 15)), startingAt(0));
    assertThat(ledger).isEqualTo(new OffsetLedger(10, 20, 10, 0, List.of()));
  }

  @Test
  void aLogStartAboveThePreviousEndIsLostAndTheRestOfTheHoleIsNot() {
    var ledger = OffsetLedger.cut(P0, 10, List.of(run(20, 25)), startingAt(17));
    assertThat(ledger).isEqualTo(new OffsetLedger(10, 25, 5, 3, List.of(new OffsetRange(10, 17))));
  }

  @Test
  void holesInsideAndBetweenRunsAreControlSlots() {
    var ledger =
        OffsetLedger.cut(P0, 0, List.of(new OffsetRun(0, 10, 8), run(12, 14)), startingAt(0));
    assertThat(ledger).isEqualTo(new OffsetLedger(0, 14, 10, 4, List.of()));
  }

  @Test
  void anOffsetThatCameTwiceHalts() {
    assertThatThrownBy(
            () -> OffsetLedger.cut(P0, 0, List.of(run(0, 10), run(9, 12)), startingAt(0)))
        .isInstanceOf(EvidenceHaltException.class)
        .hasMessageStartingWith("OVERLAP");
  }

  @Test
  void anIdlePartitionLosesOnlyWhatWasGoneBeforeTheRunBegan() {
    var idle = OffsetLedger.cut(P0, 10, List.of(), new BrokerView.Extent(30, 40, 25));
    assertThat(idle).isEqualTo(new OffsetLedger(10, 25, 0, 0, List.of(new OffsetRange(10, 25))));
  }

  @Test
  void aHoleBeginsARunWhereHolesAreAnAlarmAndStaysInsideWhereTheyAreLegal() {
    var strict = new RunRecorder(P0, false);
    var transactional = new RunRecorder(P0, true);
    for (long offset : new long[] {3, 4, 6}) {
      strict.add(offset);
      transactional.add(offset);
    }
    assertThat(strict.take()).containsExactly(run(3, 5), run(6, 7));
    assertThat(transactional.take()).containsExactly(new OffsetRun(3, 7, 3));
    assertThat(strict.take()).isEmpty();
  }

  @Test
  void anOffsetThatGoesBackHaltsInTheRecorder() {
    var recorder = new RunRecorder(P0, false);
    recorder.add(3);
    assertThatThrownBy(() -> recorder.add(3)).hasMessageStartingWith("OVERLAP");
  }
}
