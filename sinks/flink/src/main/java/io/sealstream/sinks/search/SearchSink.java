package io.sealstream.sinks.search;

import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Documents into one Elasticsearch data stream per tenant.
 *
 * <p>At least once and idempotent: a document is created under its event's id, an id that is there
 * already is a success, so each event is in the index exactly once however often it is read. An
 * outage is waited out, for ever; it stalls this job and no other. A document that the index
 * refuses is written whole to {@code audit.rejected} before it counts as done. Wrong settings or
 * rights fail the task. No order is kept.
 */
public final class SearchSink extends AsyncSinkBase<SearchDocument, SearchDocument> {
  private static final long serialVersionUID = 1L;

  /** Never used by our writer: it takes its own settings. */
  private static final int PLACEHOLDER = 1;

  private final SearchConfig config;
  private final RejectedPublisher.Factory rejected;

  public SearchSink(SearchConfig config, RejectedPublisher.Factory rejected) {
    super(
        (document, context) -> document,
        PLACEHOLDER,
        PLACEHOLDER,
        PLACEHOLDER + 1,
        PLACEHOLDER,
        PLACEHOLDER,
        PLACEHOLDER);
    this.config = config;
    this.rejected = rejected;
  }

  @Override
  public StatefulSinkWriter<SearchDocument, BufferedRequestState<SearchDocument>> createWriter(
      WriterInitContext context) throws InterruptedIOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<SearchDocument, BufferedRequestState<SearchDocument>> restoreWriter(
      WriterInitContext context, Collection<BufferedRequestState<SearchDocument>> restored)
      throws InterruptedIOException {
    var client = new SearchClient(config);
    try {
      new TemplateInstaller(client, config.retry()).install();
    } catch (InterruptedException e) {
      client.close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("cancelled while waiting for the search cluster");
    } catch (SearchFailureException e) {
      client.close();
      throw e;
    }
    var resources = new SearchWriter.Resources(client, rejected.open());
    return new SearchWriter(config, resources, context, restored);
  }

  @Override
  public SimpleVersionedSerializer<BufferedRequestState<SearchDocument>>
      getWriterStateSerializer() {
    return new SearchStateSerializer();
  }
}
