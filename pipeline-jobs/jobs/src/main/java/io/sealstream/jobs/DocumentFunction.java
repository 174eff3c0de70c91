package io.sealstream.jobs;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.AuditEventDecoder;
import io.sealstream.schemas.codec.DecodeResult;
import io.sealstream.schemas.ecs.DocumentPolicy;
import io.sealstream.schemas.ecs.EcsDocumentMapper;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.sinks.search.SearchDocument;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Decodes events and makes their documents. The record travels with its document, so that a refused
 * one can be rejected whole. What cannot be decoded is counted and skipped: the evidence job seals
 * and rejects it.
 */
final class DocumentFunction extends ProcessFunction<ReceivedRecord, SearchDocument> {
  private static final long serialVersionUID = 1L;

  private final EventDecoding decoding;
  private final DocumentPolicy policy;
  private transient @Nullable SchemaRegistryClient registry;
  private transient @Nullable AuditEventDecoder decoder;
  private transient @Nullable EcsDocumentMapper mapper;
  private transient @Nullable Counter skipped;

  DocumentFunction(EventDecoding decoding, DocumentPolicy policy) {
    this.decoding = decoding;
    this.policy = policy;
  }

  @Override
  public void open(OpenContext context) {
    SchemaRegistryClient client = decoding.registry().open();
    registry = client;
    decoder = decoding.decoder(client);
    mapper = new EcsDocumentMapper(policy, InstantSource.system());
    skipped =
        getRuntimeContext()
            .getMetricGroup()
            .addGroup("sealstream")
            .addGroup("input")
            .counter("numRecordsUndecodable");
  }

  @Override
  public void processElement(
      ReceivedRecord record, Context context, Collector<SearchDocument> out) {
    DecodeResult result = Objects.requireNonNull(decoder, "not opened").decode(record);
    if (result instanceof DecodeResult.Decoded decoded) {
      AuditEvent event = decoded.event();
      Bytes json = Objects.requireNonNull(mapper, "not opened").toJson(event);
      out.collect(
          new SearchDocument(new TenantId(event.getTenantId()), event.getId(), json, record));
    } else {
      Objects.requireNonNull(skipped, "not opened").inc();
    }
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }
}
