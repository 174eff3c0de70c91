package io.sealstream.sinks.evidence;

import static io.sealstream.sinks.evidence.SampleRecords.P0;
import static io.sealstream.sinks.evidence.SampleRecords.garbage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.EpochSeal.ReceiptRef;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.publish.AbandonedSweep;
import io.sealstream.evidence.publish.ArchiveAdoption;
import io.sealstream.evidence.publish.PendingEpoch;
import io.sealstream.evidence.publish.SealerState;
import io.sealstream.evidence.store.StagedObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the watch makes of an archive that fails. */
@Timeout(60)
class ArchiveWatchTest {
  @TempDir private Path work = Path.of("");
  private TestArchive archive;
  private SealerState state;

  /** What a crash left of epoch 1. */
  private PendingEpoch left;

  @BeforeEach
  void crashAfterOneEpoch() throws Exception {
    archive = TestArchive.in(work);
    try (var sealer = SealerHarness.start(archive, FakeBroker.whole(), "first")) {
      sealer.gather(archive.cut(garbage(P0, 0, 5)), 1);
      archive.publish(sealer.cut(1));
      sealer.gather(archive.cut(garbage(P0, 5, 8)), 2);
      left = sealer.cut(2);
    }
    archive.publishUpToHeads(left);
    state = adopted();
  }

  private SealerState adopted() throws IOException {
    return new ArchiveAdoption(archive.store, SaltSource.secure())
        .adopt(SealerState.initial(0))
        .state();
  }

  private static ArchiveWatch watch(DeafStore store) throws IOException {
    return ArchiveWatch.open(
        store,
        new AbandonedSweep(store, Set.of("standard"), "second"),
        Clock.systemUTC().instant());
  }

  private Stream<String> leftObjects() {
    return left.objects().stream().map(StagedObject::key);
  }

  @ParameterizedTest(name = "damaged: {0}")
  @ValueSource(booleans = {false, true})
  void anArchiveThatFailsIsLookedAtAgainOnTheSameThread(boolean damaged) throws IOException {
    var store = damaged ? DeafStore.damaged(archive.store) : DeafStore.silent(archive.store);
    try (var watch = watch(store)) {
      int before = store.answered().size();
      store.failBelow("");
      watch.lookAround(state);
      await().until(() -> !store.failed().isEmpty());
      assertThat(watch.receipt()).isEmpty();
      assertThat(watch.takeAbandoned()).isEmpty();

      store.answerAgain();
      watch.lookAround(state);
      await().until(() -> watch.receipt().map(ReceiptRef::epoch).equals(Optional.of(0L)));
      // A thread that died of the failure would take its process along where Flink is told so.
      assertThat(store.answered().get(before)).isSameAs(store.failed().get(0));
      assertThat(store.failed()).hasSize(1);
    }
    assertThat(store.isClosed()).isTrue();
  }

  @Test
  void whatWasFoundBeforeAFailureIsFoundAgain() throws IOException {
    var store = DeafStore.silent(archive.store);
    try (var watch = watch(store)) {
      // Read last of all, when the objects are found already.
      store.failBelow(ArchiveLayout.seal(1));
      watch.lookAround(state);
      await().until(() -> !store.failed().isEmpty());

      store.answerAgain();
      watch.lookAround(state);
      await().untilAsserted(() -> assertThat(watch.receipt()).isPresent());
      await()
          .untilAsserted(
              () ->
                  assertThat(watch.takeAbandoned())
                      .containsExactlyElementsOf(leftObjects().toList()));
    }
  }

  @Test
  void whatASecondJobLeavesWhileThisOneRunsIsFoundOnce() throws Exception {
    try (var mine = SealerHarness.start(archive, FakeBroker.whole(), "second");
        var watch = watch(DeafStore.silent(archive.store))) {
      mine.gather(archive.cut(garbage(P0, 5, 9)), 2);
      archive.publish(mine.cut(2));
      watch.lookAround(adopted());
      // What was left before this run began is looked for once.
      await().until(() -> watch.takeAbandoned().size() > 1);

      PendingEpoch rival = rival();
      archive.publishUpToHeads(rival);
      mine.gather(archive.cut(garbage(P0, 9, 11)), 3);
      archive.publish(mine.cut(3));
      watch.lookAround(adopted());
      await()
          .untilAsserted(
              () ->
                  assertThat(watch.takeAbandoned())
                      .containsExactlyInAnyOrder(
                          EpochSeal.parse(rival.seal()).headsKey(), rival.objects().get(0).key()));
    }
  }

  private PendingEpoch rival() throws Exception {
    try (var other = SealerHarness.start(archive, FakeBroker.whole(), "rival")) {
      other.gather(archive.cut(garbage(P0, 9, 10)), 3);
      return other.cut(3);
    }
  }

  @Test
  void aStoreThatFailsAtTheStartIsLetGo() {
    var watched = DeafStore.silent(archive.store);
    watched.failBelow("");
    assertThatThrownBy(() -> watch(watched)).isInstanceOf(IOException.class);
    assertThat(watched.isClosed()).isTrue();

    var written = DeafStore.silent(archive.store);
    written.failBelow("");
    var with = new EvidenceWriter.Surroundings(written, Clock.systemUTC(), SaltSource.secure());
    var metrics = new WriterMetrics(new UnregisteredMetricsGroup());
    assertThatThrownBy(() -> EvidenceWriter.open(archive.config, with, "run", metrics))
        .isInstanceOf(IOException.class);
    assertThat(written.isClosed()).isTrue();
  }
}
