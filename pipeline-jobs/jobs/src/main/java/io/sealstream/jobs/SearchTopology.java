package io.sealstream.jobs;

import static io.sealstream.jobs.SearchStep.DOCUMENT;
import static io.sealstream.jobs.SearchStep.EVENTS;
import static io.sealstream.jobs.SearchStep.INDEX;
import static io.sealstream.jobs.SearchStep.OFFSETS;
import static org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks;

import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.typeinfo.ReceivedRecordTypeInfo;
import io.sealstream.sinks.search.SearchDocument;
import io.sealstream.sinks.search.SearchDocumentTypeInfo;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Events to search documents.
 *
 * <pre>
 *  audit-events ──► check-offsets ──► to-document ──► index-documents ──► a data stream per tenant
 *                         │               │                 │
 *                         │               │                 └ what the index refuses, whole ──► audit.rejected
 *                         │               └ counts and skips what the evidence job rejects
 *                         └ halts where records were deleted before they were read
 * </pre>
 */
final class SearchTopology {

  /** The job's edges: real connectors in production, bounded collections in tests. */
  record Edges(Source<ReceivedRecord, ?, ?> events, Sink<SearchDocument> index) {}

  private SearchTopology() {}

  static void build(
      StreamExecutionEnvironment env,
      Edges edges,
      CheckOffsetsFunction<ReceivedRecord> offsets,
      DocumentFunction document) {
    var records = EVENTS.label(env.fromSource(edges.events(), noWatermarks(), EVENTS.title()));

    var complete = OFFSETS.label(records.process(offsets, ReceivedRecordTypeInfo.INSTANCE));

    var documents = DOCUMENT.label(complete.process(document, SearchDocumentTypeInfo.INSTANCE));

    INDEX.label(documents.sinkTo(edges.index()));
  }
}
