package io.sealstream.sinks.evidence;

import static io.sealstream.sinks.evidence.SampleRecords.P0;
import static io.sealstream.sinks.evidence.SampleRecords.P1;
import static io.sealstream.sinks.evidence.SampleRecords.garbage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.publish.PendingEpoch;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.sinks.CountingGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What writers, sealer and committer show, and how the numbers of all three fit together. */
@Timeout(60)
class EvidenceMetricsTest {
  private static final String BYTES = "sealstream.evidence.unsealedBytes";

  /** Of a value such as "garbage 7". */
  private static final long VALUE = 9;

  private final CountingGroup counters = new CountingGroup();
  private final FakeBroker broker = FakeBroker.whole();

  @TempDir private Path work = Path.of("");
  private TestArchive archive;

  @BeforeEach
  void makeArchive() throws Exception {
    archive = TestArchive.in(work);
  }

  @Test
  void aWriterShowsBytesFromTheirArrivalToTheBarrierAndNoneThatIsPublished() throws Exception {
    var with =
        new EvidenceWriter.Surroundings(archive.store, Clock.systemUTC(), SaltSource.secure());
    try (var writer =
        new EvidenceWriter(
            archive.config, with, Map.of(P0, 2L), "r", new WriterMetrics(counters))) {
      TestArchive.writeAll(writer, garbage(P0, 0, 5));
      assertThat(counters.shown(BYTES)).isEqualTo(3 * VALUE);

      assertThat(writer.prepareCommit()).hasSize(1);
      assertThat(counters.shown(BYTES)).isEqualTo(0L);
    }
  }

  @Test
  void theSealerShowsBytesUntilItSeesThatTheirEpochIsPublished() throws Exception {
    try (var sealer = SealerHarness.start(archive, broker, "run")) {
      sealer.gather(archive.cut(garbage(P0, 0, 5)), 1);
      assertThat(sealer.metrics.shown(BYTES)).as("gathered").isEqualTo(5 * VALUE);
      PendingEpoch first = sealer.cut(1);
      assertThat(sealer.metrics.shown(BYTES)).as("cut").isEqualTo(5 * VALUE);
      sealer.gather(archive.cut(garbage(P0, 5, 7)), 2);
      PendingEpoch second = sealer.cut(2);
      assertThat(sealer.metrics.shown(BYTES)).isEqualTo(7 * VALUE);

      archive.publish(first);
      sealer.complete(2);
      await().until(() -> sealer.metrics.shown(BYTES).equals(2 * VALUE));
      archive.publish(second);
      sealer.complete(3);
      await().until(() -> sealer.metrics.shown(BYTES).equals(0L));
    }
  }

  /** A checkpoint with two pending epochs, of five records together. */
  private OperatorSubtaskState pendingOfFive() throws Exception {
    try (var sealer = SealerHarness.start(archive, broker, "first")) {
      sealer.gather(archive.cut(garbage(P0, 0, 3)), 1);
      sealer.passBarrier(1);
      sealer.gather(archive.cut(garbage(P0, 3, 5)), 2);
      sealer.passBarrier(2);
      return sealer.snapshot(2);
    }
  }

  @Test
  void aRestoredSealerGoesOnWithTheBytesThatTheCommitterHolds() throws Exception {
    OperatorSubtaskState pending = pendingOfFive();
    try (var sealer = SealerHarness.restore(archive, broker, pending, 2)) {
      assertThat(sealer.metrics.shown(BYTES)).isEqualTo(5 * VALUE);
      sealer.gather(archive.cut(garbage(P0, 5, 7)), 3);
      assertThat(sealer.metrics.shown(BYTES)).isEqualTo(7 * VALUE);
    }
  }

  @Test
  void aSealerRestoredBehindTheArchiveShowsNoneOfWhatIsPublished() throws Exception {
    OperatorSubtaskState pending = pendingOfFive();
    try (var other = SealerHarness.start(archive, broker, "other")) {
      other.gather(archive.cut(garbage(P0, 0, 6)), 1);
      archive.publish(other.cut(1));
    }
    try (var sealer = SealerHarness.restore(archive, broker, pending, 2)) {
      assertThat(sealer.metrics.shown(BYTES)).isEqualTo(0L);
    }
  }

  @Test
  void theTamperWindowIsThatOfEachPartitionsOldestRecord() throws Exception {
    PendingEpoch pending;
    try (var sealer = SealerHarness.start(archive, broker, "run")) {
      sealer.gather(archive.cut(garbage(P0, 0, 5)), 1);
      sealer.gather(archive.cut(garbage(P1, 40, 42)), 1);
      pending = sealer.cut(1);
    }
    long oldest = garbage(P0, 0).received().timestampMillis();
    var metrics = new CommitterMetrics(counters, at(oldest + 60_000));
    metrics.published(pending);

    var window = counters.histogram("sealstream.evidence.tamperWindowMs");
    assertThat(window.getCount()).isEqualTo(2);
    assertThat(window.getStatistics().getMax()).isEqualTo(60_000);
    assertThat(window.getStatistics().getMin()).isEqualTo(59_960);
    var objects = counters.histogram("sealstream.evidence.objectsPerEpoch");
    assertThat(objects.getStatistics().getMax()).isEqualTo(2);
    assertThat(counters.count("sealstream.evidence.numEpochsPublished")).isEqualTo(1);

    new CommitterMetrics(counters, at(oldest - 5)).published(pending);
    window = counters.histogram("sealstream.evidence.tamperWindowMs");
    assertThat(window.getStatistics().getMin()).as("the broker's clock is ahead").isZero();
  }

  private static Clock at(long millis) {
    return Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }

  @Test
  void aTimeThatTheProducerChoseIsNoAppendTimeAndEachCutBeginsAfresh() {
    var partition = new OpenPartition(P0, true);
    partition.add(received(0, 5, TimestampKind.CREATE_TIME));
    partition.add(received(1, 900, TimestampKind.LOG_APPEND_TIME));
    partition.add(received(2, 800, TimestampKind.LOG_APPEND_TIME));
    assertThat(partition.takeOldestAppend()).hasValue(800);

    partition.add(received(3, 5, TimestampKind.CREATE_TIME));
    assertThat(partition.takeOldestAppend()).isEmpty();
  }

  private static ReceivedRecord received(long offset, long millis, TimestampKind kind) {
    return new ReceivedRecord(P0.topic(), 0, offset, 3, millis, kind, null, null, List.of());
  }

  @Test
  void theJobThatGoesOnCountsTheForkThatAnotherOneLeft() throws Exception {
    try (var sealer = SealerHarness.start(archive, broker, "run")) {
      sealer.gather(archive.cut(garbage(P0, 0, 5)), 1);
      archive.publish(sealer.cut(1));
      try (var rival = SealerHarness.start(archive, broker, "rival")) {
        rival.gather(archive.cut(garbage(P0, 5, 6)), 2);
        archive.publishUpToHeads(rival.cut(2));
      }
      sealer.gather(archive.cut(garbage(P0, 5, 7)), 2);
      archive.publish(sealer.cut(2));
      assertThat(sealer.metrics.count("sealstream.evidence.numForksSeen")).isZero();

      sealer.complete(2);
      await().until(() -> sealer.metrics.count("sealstream.evidence.numForksSeen") == 1);
      // The look after checkpoint 3 is over when that after 4 has begun.
      for (long checkpoint = 3; checkpoint <= 4; checkpoint++) {
        archive.publish(sealer.cut(checkpoint));
        sealer.complete(checkpoint);
      }
      await().until(() -> EpochSeal.parse(sealer.cut(5).seal()).receipt().epoch() == 3);
      assertThat(sealer.metrics.count("sealstream.evidence.numForksSeen")).isEqualTo(1);
    }
  }

  @Test
  void everyMetricIsInTheManual() throws Exception {
    Set<String> names = new TreeSet<>();
    try (var sealer = SealerHarness.start(archive, broker, "run")) {
      names.addAll(sealer.metrics.names());
    }
    var unused = new WriterMetrics(counters);
    var committer = new CommitterMetrics(counters, Clock.systemUTC());
    var timed = new TimedKeys(archive.signer, committer.group());
    assertThat(timed.origin()).isEqualTo(TestArchive.ORIGIN);
    names.addAll(counters.names());

    String manual = Files.readString(Path.of("../../docs/evidence-job.md"));
    assertThat(names).hasSizeGreaterThanOrEqualTo(12);
    assertThat(names)
        .allSatisfy(
            name -> assertThat(manual).contains("| `" + name.replaceFirst(".*\\.", "") + "` |"));
  }
}
