package io.sealstream.jobs;

import static io.sealstream.jobs.EvidenceStep.CLASSIFY;
import static io.sealstream.jobs.EvidenceStep.EVIDENCE;
import static io.sealstream.jobs.EvidenceStep.RECORDS;
import static io.sealstream.jobs.EvidenceStep.REJECTED;
import static org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.v1.Rejected;
import io.sealstream.sinks.evidence.SealableRecordTypeInfo;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Records to evidence.
 *
 * <pre>
 *  sealed-records ──► classify ──► evidence: write ──► seal (one) ──► publish (one)
 *                        │
 *                        └─ no event ──► rejected
 * </pre>
 *
 * <p>Everything up to the writers is one chain, so that a barrier cuts the source and the batches
 * at the same offset.
 */
final class EvidenceTopology {

  /** The job's edges: real connectors in production, bounded collections in tests. */
  record Edges(
      Source<ReceivedRecord, ?, ?> records,
      Sink<SealableRecord> evidence,
      Sink<Rejected> rejected) {}

  private EvidenceTopology() {}

  static void build(StreamExecutionEnvironment env, Edges edges, ClassifyFunction classify) {
    var records = RECORDS.label(env.fromSource(edges.records(), noWatermarks(), RECORDS.title()));

    var classified = CLASSIFY.label(records.process(classify, SealableRecordTypeInfo.INSTANCE));

    EVIDENCE.label(classified.sinkTo(edges.evidence()));

    REJECTED.label(classified.getSideOutput(ClassifyFunction.REJECTED).sinkTo(edges.rejected()));
  }
}
