package io.sealstream.sinks.evidence;

import static io.sealstream.sinks.evidence.SampleRecords.P0;
import static io.sealstream.sinks.evidence.SampleRecords.P1;
import static io.sealstream.sinks.evidence.SampleRecords.event;
import static io.sealstream.sinks.evidence.SampleRecords.garbage;
import static io.sealstream.sinks.evidence.SampleRecords.large;
import static io.sealstream.sinks.evidence.TestArchive.writeAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.evidence.publish.EvidenceHaltException;
import io.sealstream.evidence.publish.OffsetRun;
import io.sealstream.evidence.publish.PartitionCut;
import io.sealstream.evidence.publish.PartitionId;
import io.sealstream.evidence.store.LockRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceWriterTest {
  private static final int LIMIT = BatchLimits.MAX_ROW_BYTES;

  @TempDir private Path work = Path.of("");

  /** {@code tenant@from+count} of every batch. */
  private static List<String> batches(PartitionCut cut) {
    return cut.batches().stream()
        .map(
            batch ->
                batch.head().identity().tenant()
                    + "@"
                    + batch.head().from()
                    + "+"
                    + batch.head().count())
        .toList();
  }

  private static PartitionCut only(Collection<PartitionCut> cuts) {
    assertThat(cuts).hasSize(1);
    return cuts.iterator().next();
  }

  @Test
  void aBarrierEndsOneBatchPerTenantAndPartition() throws IOException {
    var archive = TestArchive.in(work);
    try (var writer = archive.writer(Map.of())) {
      writeAll(
          writer,
          List.of(
              event("acme", P0, 0), event("globex", P0, 1), event("acme", P0, 2), garbage(P1, 7)));
      List<PartitionCut> cuts = List.copyOf(writer.prepareCommit());

      assertThat(cuts).extracting(PartitionCut::partition).containsExactly(P0, P1);
      assertThat(batches(cuts.get(0))).containsExactly("acme@0+2", "globex@1+1");
      assertThat(cuts.get(0).runs()).containsExactly(new OffsetRun(0, 3, 3));
      assertThat(batches(cuts.get(1))).containsExactly("_unattributed@7+1");
      assertThat(writer.prepareCommit()).isEmpty();
    }
  }

  @Test
  void nothingIsVisibleBeforeItIsPublishedThoughItIsStaged() throws IOException {
    var archive = TestArchive.in(work);
    PartitionCut cut = archive.cut(garbage(P0, 0, 3));

    assertThat(archive.store.list("")).isEmpty();
    for (var batch : cut.batches()) {
      var unused = archive.store.complete(batch.object(), LockRequest.NONE);
    }
    assertThat(archive.store.list("")).containsExactly(cut.batches().get(0).object().key());
  }

  @Test
  void whatIsPublishedIsSkipped() throws IOException {
    var archive = TestArchive.in(work);
    try (var writer = archive.writer(Map.of(P0, 3L))) {
      writeAll(writer, garbage(P0, 0, 3));
      assertThat(writer.prepareCommit()).isEmpty();

      writeAll(writer, garbage(P0, 2, 5));
      assertThat(only(writer.prepareCommit()).runs()).containsExactly(new OffsetRun(3, 5, 2));

      writeAll(writer, garbage(P1, 0, 1));
      assertThat(only(writer.prepareCommit()).partition()).isEqualTo(P1);
    }
  }

  @Test
  void aFullBatchEndsEarlyAndTheRunGoesOn() throws IOException {
    var archive = TestArchive.bounded(work, new EvidenceSinkConfig.Bounds(64, 2, 1_000));
    try (var writer = archive.writer(Map.of())) {
      writeAll(writer, garbage(P0, 0, 5));
      PartitionCut cut = only(writer.prepareCommit());

      assertThat(batches(cut))
          .containsExactly("_unattributed@0+2", "_unattributed@2+2", "_unattributed@4+1");
      assertThat(cut.runs()).containsExactly(new OffsetRun(0, 5, 5));
    }
  }

  @Test
  void aBatchOfManyBytesEndsEarly() throws IOException {
    var archive = TestArchive.bounded(work, new EvidenceSinkConfig.Bounds(64, 100, 28));
    try (var writer = archive.writer(Map.of())) {
      // Nine bytes of value and five of a header's name each.
      writeAll(writer, garbage(P0, 0, 3));
      assertThat(batches(only(writer.prepareCommit())))
          .containsExactly("_unattributed@0+2", "_unattributed@2+1");
    }
  }

  @Test
  void theOldestBatchEndsWhenTooManyAreOpen() throws IOException {
    var archive = TestArchive.bounded(work, new EvidenceSinkConfig.Bounds(2, 100, 1_000));
    try (var writer = archive.writer(Map.of())) {
      writeAll(
          writer,
          List.of(event("a", P0, 0), event("b", P0, 1), event("c", P0, 2), event("a", P0, 3)));

      assertThat(batches(only(writer.prepareCommit())))
          .containsExactlyInAnyOrder("a@0+1", "b@1+1", "c@2+1", "a@3+1");
    }
  }

  @Test
  void aHoleBeginsARunUnlessTheTopicMayHaveHoles() throws IOException {
    var holed = List.of(garbage(P0, 0), garbage(P0, 3));
    assertThat(TestArchive.in(Files.createDirectory(work.resolve("strict"))).cut(holed).runs())
        .containsExactly(new OffsetRun(0, 1, 1), new OffsetRun(3, 4, 1));
    assertThat(
            TestArchive.allowingHoles(Files.createDirectory(work.resolve("holed")))
                .cut(holed)
                .runs())
        .containsExactly(new OffsetRun(0, 4, 2));
  }

  @Test
  void anOffsetThatGoesBackFailsTheTask() throws IOException {
    var archive = TestArchive.in(work);
    try (var writer = archive.writer(Map.of())) {
      writeAll(writer, garbage(P0, 4, 5));
      assertThatThrownBy(() -> writeAll(writer, garbage(P0, 4, 5)))
          .isInstanceOf(EvidenceHaltException.class)
          .hasMessageStartingWith("OVERLAP");
    }
  }

  @Test
  void aWriterThatFailsLeavesNoStagedFileBehind() throws IOException {
    var archive = TestArchive.in(work);
    try (var writer = archive.writer(Map.of())) {
      writeAll(writer, garbage(P0, 0, 3));
      writeAll(writer, List.of(event("acme", new PartitionId("audit.events", 9), 1)));
    }
    try (var files = Files.walk(work.resolve("archive"))) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void aRecordJustBelowTheLimitIsSealedAndVerifies() throws Exception {
    var archive = TestArchive.in(work);
    try (var sealer = SealerHarness.start(archive, FakeBroker.whole(), "run")) {
      var records = List.of(garbage(P0, 0), large(P0, 1, LIMIT - 1_000), garbage(P0, 2));
      sealer.gather(archive.cut(records), 1);
      archive.publish(sealer.cut(1));
    }
    assertThat(archive.verify().lines()).last().isEqualTo("VERIFIED L4");
    assertThat(archive.verify().summary().records()).isEqualTo(3);
  }

  @Test
  void aRecordAboveTheLimitHaltsForGoodAndSaysWhichItIsAndWhatToDo() throws IOException {
    var archive = TestArchive.in(work);
    try (var writer = archive.writer(Map.of())) {
      writeAll(writer, garbage(P0, 0, 3));
      assertThatThrownBy(() -> writeAll(writer, List.of(large(P0, 3, LIMIT))))
          .isInstanceOf(SuppressRestartsException.class)
          .cause()
          .hasMessageStartingWith("RECORD_TOO_LARGE: audit.events-0, offset 3, has ")
          .hasMessageContaining("kafka-delete-records.sh (offset 4)");
    }
  }
}
