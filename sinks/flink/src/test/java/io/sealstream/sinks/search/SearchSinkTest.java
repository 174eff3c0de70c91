package io.sealstream.sinks.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.codec.RejectedCopies;
import io.sealstream.schemas.v1.Rejected;
import io.sealstream.sinks.search.SearchConfig.BulkLimits;
import io.sealstream.sinks.search.SearchConfig.RetryDelay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SearchSinkTest {
  private static final RetryDelay QUICK =
      new RetryDelay(Duration.ofMillis(5), Duration.ofMillis(20));
  private static final Duration NEVER = Duration.ofHours(1);

  private ReplayedCluster cluster;

  @BeforeEach
  void open() throws Exception {
    cluster = new ReplayedCluster();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void anOutageIsWaitedOutAndOnlyWhatFailedIsSentAgain() throws Exception {
    cluster.thenWhole(503).thenEach(201, 429, 409).thenWhole(502);
    try (var harness = harness(3)) {
      harness.open();
      send(harness, Documents.range(0, 3));
      harness.endInput();
    }

    assertThat(cluster.bulks().subList(0, 2)).containsOnly(List.of("e-0", "e-1", "e-2"));
    assertThat(cluster.bulks().subList(2, cluster.bulks().size())).containsOnly(List.of("e-1"));
    assertThat(cluster.bulks()).hasSize(4);
  }

  @Test
  void aRefusedDocumentGoesWholeToRejectedAndTheRestIsIndexed() throws Exception {
    cluster.thenEach(201, 400, 201);
    try (var harness = harness(3)) {
      harness.open();
      send(harness, Documents.range(0, 3));
      harness.endInput();
    }

    assertThat(RecordingRejectedPublisher.published()).hasSize(1);
    Rejected rejected = RecordingRejectedPublisher.published().get(0);
    assertThat(rejected.getStage()).isEqualTo("index");
    assertThat(rejected.getReason()).isEqualTo("INDEX_REFUSED");
    assertThat(rejected.getTopic() + rejected.getPartition() + rejected.getOffset())
        .isEqualTo("audit.events31");
    assertThat(StandardCharsets.UTF_8.decode(rejected.getValue()).toString()).isEqualTo("value-1");
    assertThat(rejected.getHeaders()).hasSize(2);
    assertThat(rejected.getEventId()).isEqualTo("e-1");
    assertThat(rejected.getDetail()).contains("audit.events-3@1", "HTTP status 400");
  }

  @Test
  void aRefusedDocumentThatCannotBeRejectedFailsTheTask() throws Exception {
    cluster.thenEach(400);
    var limits = new BulkLimits(1, 1 << 20, NEVER);
    var sink = new SearchSink(SearchConfig.of(cluster.url()).withBulk(limits), LostPublisher::new);
    try (var harness = harness(sink)) {
      harness.open();
      send(harness, Documents.range(0, 1));

      assertThatThrownBy(harness::endInput)
          .hasStackTraceContaining("could not be written to the rejected topic")
          .hasStackTraceContaining("no such topic");
    }
  }

  @Test
  void documentsStillInTheBufferSurviveARestore() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = harness(100)) {
      harness.open();
      send(harness, Documents.range(0, 3));
      snapshot = harness.snapshot(1L, 1L);
    }
    assertThat(cluster.bulks()).isEmpty();

    try (var harness = harness(100)) {
      harness.initializeState(snapshot);
      harness.open();
      harness.endInput();
    }

    assertThat(cluster.bulks()).containsExactly(List.of("e-0", "e-1", "e-2"));
  }

  @Test
  void missingRightsFailTheTask() throws Exception {
    cluster.thenWhole(403);
    try (var harness = harness(3)) {
      harness.open();
      send(harness, Documents.range(0, 3));

      assertThatThrownBy(harness::endInput).hasStackTraceContaining("HTTP status 403");
    }
  }

  @Test
  void aDocumentAboveTheByteLimitTravelsAlone() throws Exception {
    var limits = new BulkLimits(100, 10, NEVER);
    try (var harness = harness(SearchConfig.of(cluster.url()).withBulk(limits))) {
      harness.open();
      send(harness, Documents.range(0, 2));
      harness.endInput();
    }

    // Two requests may be under way at once, and arrive in either order.
    assertThat(cluster.bulks()).containsExactlyInAnyOrder(List.of("e-0"), List.of("e-1"));
  }

  private OneInputStreamOperatorTestHarness<SearchDocument, ?> harness(int maxDocs)
      throws Exception {
    var limits = new BulkLimits(maxDocs, 1 << 20, NEVER);
    return harness(SearchConfig.of(cluster.url()).withBulk(limits).withRetry(QUICK));
  }

  private static OneInputStreamOperatorTestHarness<SearchDocument, ?> harness(SearchConfig config)
      throws Exception {
    var sink = new SearchSink(config, RecordingRejectedPublisher.factory());
    return harness(sink);
  }

  private static OneInputStreamOperatorTestHarness<SearchDocument, ?> harness(SearchSink sink)
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new SinkWriterOperatorFactory<SearchDocument, Object>(sink),
        new SearchDocumentSerializer());
  }

  private static void send(
      OneInputStreamOperatorTestHarness<SearchDocument, ?> harness, List<SearchDocument> documents)
      throws Exception {
    for (SearchDocument document : documents) {
      harness.processElement(document, 0L);
    }
  }

  /** A topic that takes nothing. */
  private static final class LostPublisher implements RejectedPublisher {
    @Override
    public CompletableFuture<Void> publish(Rejected rejected) {
      return CompletableFuture.failedFuture(new IOException("no such topic"));
    }

    @Override
    public RejectedCopies copies() {
      return new RejectedCopies(1 << 24);
    }

    @Override
    public void close() {}
  }
}
