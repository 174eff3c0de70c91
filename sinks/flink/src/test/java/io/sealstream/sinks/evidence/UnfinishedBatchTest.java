package io.sealstream.sinks.evidence;

import static io.sealstream.sinks.evidence.SampleRecords.P0;
import static io.sealstream.sinks.evidence.SampleRecords.P1;
import static io.sealstream.sinks.evidence.SampleRecords.P2;
import static io.sealstream.sinks.evidence.SampleRecords.garbage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.publish.BrokerView.Extent;
import io.sealstream.evidence.publish.PartitionCut;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch's upload cannot be finished: the task fails, and a restored one seals all of it once. */
class UnfinishedBatchTest {
  private static final String FAILURE = "is not taken";
  private final FakeBroker broker = FakeBroker.whole();

  @TempDir private Path work = Path.of("");
  private TestArchive archive;

  /** After epoch 0, offsets 0 to 5 of partition 0, which is published. */
  private OperatorSubtaskState afterFirst;

  @BeforeEach
  void sealOneEpoch() throws Exception {
    broker.list(P1, new Extent(0, 1_000, 0));
    broker.list(P2, new Extent(0, 1_000, 0));
    archive = TestArchive.bounded(work, new EvidenceSinkConfig.Bounds(64, 4, 1_000));
    try (var sealer = SealerHarness.start(archive, broker, "first")) {
      sealer.gather(archive.cut(garbage(P0, 0, 3)), 1);
      archive.publish(sealer.cut(1));
      afterFirst = sealer.snapshot(1);
    }
  }

  /** What comes after epoch 0, a batch for each partition. */
  private static List<SealableRecord> rest() {
    List<SealableRecord> records = new ArrayList<>(garbage(P0, 3, 6));
    records.addAll(garbage(P1, 0, 2));
    records.addAll(garbage(P2, 0, 3));
    return records;
  }

  private void sealAfterRestore(List<SealableRecord> records) throws Exception {
    try (var writer = new WriterHarness(archive);
        var sealer = SealerHarness.restore(archive, broker, afterFirst, 1)) {
      writer.write(records);
      for (PartitionCut cut : writer.barrier(2)) {
        sealer.gather(cut, 2);
      }
      archive.publish(sealer.cut(2));
    }
    var report = archive.verify();
    assertThat(report.lines()).last().isEqualTo("VERIFIED L4");
    assertThat(report.summary().epochs()).isEqualTo(2);
    assertThat(report.summary().records()).isEqualTo(3 + records.size());
  }

  @Test
  void aBarrierFailsTheTaskAbandonsWhatIsUnfinishedAndHandsNothingOn() throws Exception {
    var store = new UnfinishableStore(1, archive.store);
    try (var writer = WriterHarness.over(store, archive)) {
      writer.write(rest());
      assertThatThrownBy(() -> writer.barrier(2))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(FAILURE);
      assertThat(writer.handedOn()).isEmpty();
    }
    assertThat(store.staged()).hasSize(3);
    assertThat(store.finished()).containsExactly(store.staged().get(0));
    assertThat(store.abandoned()).containsExactlyElementsOf(store.staged().subList(1, 3));
    assertThat(archive.store.list(ArchiveLayout.SEALS)).containsExactly(ArchiveLayout.seal(0));

    sealAfterRestore(rest());
  }

  @Test
  void aFullBatchFailsTheTaskAtTheRecordThatFillsIt() throws Exception {
    var store = new UnfinishableStore(0, archive.store);
    try (var writer = WriterHarness.over(store, archive)) {
      writer.write(garbage(P0, 3, 6));
      assertThatThrownBy(() -> writer.write(garbage(P0, 6, 7)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(FAILURE);
      assertThat(writer.handedOn()).isEmpty();
    }
    assertThat(store.abandoned()).isEqualTo(store.staged()).hasSize(1);

    sealAfterRestore(garbage(P0, 3, 7));
  }
}
