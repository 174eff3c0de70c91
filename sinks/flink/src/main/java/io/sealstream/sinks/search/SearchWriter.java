package io.sealstream.sinks.search;

import io.sealstream.sinks.search.SearchConfig.RetryDelay;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.DequeRequestBuffer;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.SimpleBatchCreator;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.connector.base.sink.writer.strategy.CongestionControlRateLimitingStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends documents until each is in the index, was there before, or is durable in {@code
 * audit.rejected}; only then does it count as done. What must be repeated goes back to the buffer
 * after a delay, and a checkpoint stores the buffer.
 *
 * <p>Requests leave on the task thread; answers are sorted, published and counted on one thread of
 * its own.
 */
final class SearchWriter extends AsyncSinkWriter<SearchDocument, SearchDocument> {
  private static final Logger LOG = LoggerFactory.getLogger(SearchWriter.class);

  private static final int MAX_IN_FLIGHT = 2;

  private final SearchClient client;
  private final RejectedPublisher rejected;
  private final BulkRequests bulk;
  private final ReplayLookup replay;
  private final ProcessingTimeService clock;
  private final RetryDelay delay;
  private final SearchMetrics metrics;
  private final int maxBytes;
  private final ScheduledExecutorService answers =
      Executors.newSingleThreadScheduledExecutor(SearchWriter::thread);

  /** Requests that failed in a row; answers thread only. */
  private int failures;

  /** What a writer holds until it closes. */
  record Resources(SearchClient client, RejectedPublisher rejected) {}

  SearchWriter(
      SearchConfig config,
      Resources resources,
      WriterInitContext context,
      Collection<BufferedRequestState<SearchDocument>> restored) {
    super(
        (document, unused) -> document,
        context,
        settings(config),
        restored,
        new SimpleBatchCreator<>(config.bulk().maxBytes()),
        new DequeRequestBuffer<>());
    client = resources.client();
    rejected = resources.rejected();
    bulk = new BulkRequests(client.documents());
    clock = context.getProcessingTimeService();
    replay = new ReplayLookup(client.documents(), clock.getCurrentProcessingTime());
    delay = config.retry();
    metrics = new SearchMetrics(context.metricGroup());
    maxBytes = config.bulk().maxBytes();
  }

  private static AsyncSinkWriterConfiguration settings(SearchConfig config) {
    int maxDocs = config.bulk().maxDocs();
    return AsyncSinkWriterConfiguration.builder()
        .setMaxBatchSize(maxDocs)
        .setMaxBatchSizeInBytes(config.bulk().maxBytes())
        .setMaxInFlightRequests(MAX_IN_FLIGHT)
        .setMaxBufferedRequests(4 * maxDocs)
        .setMaxTimeInBufferMS(config.bulk().flushInterval().toMillis())
        .setMaxRecordSizeInBytes(config.bulk().maxBytes())
        // Never sends a request again while it is under way: the client has a timeout of its own.
        .setRequestTimeoutMS(TimeUnit.DAYS.toMillis(1))
        .setFailOnTimeout(true)
        .setRateLimitingStrategy(
            CongestionControlRateLimitingStrategy.builder()
                .setMaxInFlightRequests(MAX_IN_FLIGHT)
                .setInitialMaxInFlightMessages(MAX_IN_FLIGHT * maxDocs)
                .setScalingStrategy(new ConstantRate())
                .build())
        .build();
  }

  /** Capped: a document above the limit is a batch of its own, not a reason to fail. */
  @Override
  protected long getSizeInBytes(SearchDocument document) {
    return Math.min(document.json().size(), maxBytes);
  }

  @Override
  protected void submitRequestEntries(
      List<SearchDocument> documents, ResultHandler<SearchDocument> handler) {
    var unused =
        replay
            .unwritten(documents)
            .thenCompose(this::send)
            .thenComposeAsync(this::publish, answers)
            .whenCompleteAsync(
                (outcome, error) -> settle(documents, outcome, error, handler), answers);
  }

  private CompletableFuture<BulkOutcome> send(ReplayLookup.Unwritten unwritten) {
    BulkOutcome found = BulkOutcome.found(unwritten.alreadyThere());
    return unwritten.documents().isEmpty()
        ? CompletableFuture.completedFuture(found)
        : bulk.send(unwritten.documents()).thenApply(found::plus);
  }

  private CompletableFuture<BulkOutcome> publish(BulkOutcome outcome) {
    CompletableFuture<?>[] published =
        outcome.refused().stream()
            .map(refused -> rejected.publish(Rejections.of(refused, rejected.copies())))
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(published)
        .thenApply(done -> outcome)
        .exceptionallyCompose(
            error ->
                CompletableFuture.failedFuture(
                    new SearchFailureException(
                        "a document that the index refused could not be written to the rejected topic: "
                            + error
                            + "; check the topic and its max.message.bytes",
                        error)));
  }

  private void settle(
      List<SearchDocument> documents,
      @Nullable BulkOutcome outcome,
      @Nullable Throwable error,
      ResultHandler<SearchDocument> handler) {
    if (outcome != null) {
      metrics.count(outcome);
      if (outcome.unanswered()) {
        replay.doubt(clock.getCurrentProcessingTime());
      }
      again(outcome.retry(), outcome.causes(), handler);
      return;
    }
    RequestFailure failure = RequestFailure.of(Objects.requireNonNull(error));
    if (failure.kind() == FailureClass.RETRYABLE) {
      again(documents, List.of(failure.text()), handler);
    } else {
      handler.completeExceptionally(RequestFailure.fatal(error));
    }
  }

  private void again(
      List<SearchDocument> documents, List<String> causes, ResultHandler<SearchDocument> handler) {
    if (documents.isEmpty()) {
      if (failures > 0) {
        LOG.info("search cluster takes documents again after {} failed requests", failures);
      }
      failures = 0;
      handler.complete();
      return;
    }
    if (failures == 0) {
      LOG.warn("{} documents must be sent again, first for: {}", documents.size(), causes.get(0));
    }
    metrics.retry();
    long millis = delay.before(failures).toMillis();
    failures++;
    var unused =
        answers.schedule(() -> handler.retryForEntries(documents), millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    super.close();
    answers.shutdownNow();
    rejected.close();
    client.close();
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "sealstream-search-answers");
    thread.setDaemon(true);
    return thread;
  }
}
