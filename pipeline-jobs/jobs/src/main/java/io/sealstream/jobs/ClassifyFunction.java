package io.sealstream.jobs;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.records.RecordReaders;
import io.sealstream.evidence.records.SealedTopics;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.codec.DecodeResult.Undecodable;
import io.sealstream.schemas.codec.RejectedCopies;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.typeinfo.AvroRecordTypeInfo;
import io.sealstream.schemas.v1.Rejected;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Says of every record whose it is, as its topic's kind has it. Each goes on to be sealed; one that
 * cannot be used is sealed under {@link io.sealstream.schemas.TenantId#UNATTRIBUTED} and copied
 * whole to {@link #REJECTED} as well.
 */
final class ClassifyFunction extends ProcessFunction<ReceivedRecord, SealableRecord> {
  private static final long serialVersionUID = 1L;
  private static final String STAGE = "decode";

  static final OutputTag<Rejected> REJECTED =
      new OutputTag<>("rejected", AvroRecordTypeInfo.of(Rejected.class));

  private final EventDecoding decoding;
  private final SealedTopics topics;
  private final RejectedCopies copies;
  private transient @Nullable SchemaRegistryClient registry;
  private transient @Nullable RecordReaders readers;

  ClassifyFunction(EventDecoding decoding, SealedTopics topics, RejectedCopies copies) {
    this.decoding = decoding;
    this.topics = topics;
    this.copies = copies;
  }

  @Override
  public void open(OpenContext context) {
    SchemaRegistryClient client = decoding.registry().open();
    registry = client;
    readers = new RecordReaders(client, decoding.limits(), decoding.binding());
  }

  @Override
  public void processElement(
      ReceivedRecord record, Context context, Collector<SealableRecord> out) {
    RecordReaders.Reading reading =
        Objects.requireNonNull(readers, "not opened").read(topics.kind(record.topic()), record);
    out.collect(reading.record());
    Undecodable why = reading.rejection();
    if (why != null) {
      context.output(REJECTED, copies.of(record, STAGE, why.reason(), why.detail()));
    }
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }
}
