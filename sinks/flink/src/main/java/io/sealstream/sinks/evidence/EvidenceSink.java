package io.sealstream.sinks.evidence;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.publish.PartitionCut;
import io.sealstream.evidence.publish.PendingEpoch;
import io.sealstream.evidence.publish.RetentionAnnouncer;
import java.io.IOException;
import java.time.Clock;
import java.util.UUID;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessageTypeInfo;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Seals records: one epoch per checkpoint barrier, published once a checkpoint at or after it
 * completes.
 *
 * <pre>
 *  records ─► EvidenceWriter ─► SealOperator (one) ─► EvidenceCommitter (one at work)
 *             batches, staged    heads, seal            completes, publishes, signs
 * </pre>
 *
 * <p>Exactly once: every offset of every sealed topic is in exactly one published seal, through
 * crashes, restores and rescaling. The writer must be chained to the source, so that a barrier cuts
 * both at the same offset, and checkpoints must be aligned.
 */
public final class EvidenceSink
    implements Sink<SealableRecord>,
        SupportsCommitter<PendingEpoch>,
        SupportsPreCommitTopology<PartitionCut, PendingEpoch> {
  private static final long serialVersionUID = 1L;

  /** A savepoint address: never change it. */
  static final String SEALER_UID = "evidence-sealer";

  private final EvidenceSinkConfig config;
  private final RetentionAnnouncer.Factory announcers;

  /** One per submission, in every object's key: tells our objects from those of earlier runs. */
  private final String run = UUID.randomUUID().toString().substring(0, 8);

  /** Changes of the retention table are told to what the factory opens. */
  public EvidenceSink(EvidenceSinkConfig config, RetentionAnnouncer.Factory announcers) {
    this.config = config;
    this.announcers = announcers;
  }

  @Override
  public SinkWriter<SealableRecord> createWriter(WriterInitContext context) throws IOException {
    return EvidenceWriter.open(
        config,
        new EvidenceWriter.Surroundings(
            config.archive().open(), Clock.systemUTC(), SaltSource.secure()),
        run + "-" + UUID.randomUUID(),
        new WriterMetrics(context.metricGroup()));
  }

  @Override
  public Committer<PendingEpoch> createCommitter(CommitterInitContext context) throws IOException {
    return EvidenceCommitter.open(
        config,
        announcers.open(),
        context.getRestoredCheckpointId().orElse(EvidenceCommitter.NOTHING_RESTORED),
        context.metricGroup());
  }

  @Override
  public DataStream<CommittableMessage<PendingEpoch>> addPreCommitTopology(
      DataStream<CommittableMessage<PartitionCut>> cuts) {
    // Global before: the writer's stream is forward-partitioned and cannot shrink to one. Global
    // after: or summary and committable reach different committers.
    return cuts.global()
        .transform(
            "seal epochs",
            CommittableMessageTypeInfo.of(PendingEpochSerializer::new),
            new SealOperator(config, run, KafkaBrokerWatch::open))
        .uid(SEALER_UID)
        .setParallelism(1)
        .setMaxParallelism(1)
        .global();
  }

  @Override
  public SimpleVersionedSerializer<PendingEpoch> getCommittableSerializer() {
    return new PendingEpochSerializer();
  }

  @Override
  public SimpleVersionedSerializer<PartitionCut> getWriteResultSerializer() {
    return new PartitionCutSerializer();
  }
}
