package io.sealstream.sinks.evidence;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.publish.PartitionCut;
import io.sealstream.evidence.store.EvidenceStore;
import java.io.IOException;
import java.time.Clock;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The sink's writers over a store of the test's own; what they hand on goes to the test. */
final class StoreSink implements Sink<SealableRecord>, SupportsCommitter<PartitionCut> {
  private static final long serialVersionUID = 1L;

  private final transient TestArchive archive;
  private final transient EvidenceStore store;

  StoreSink(TestArchive archive, EvidenceStore store) {
    this.archive = archive;
    this.store = store;
  }

  @Override
  public SinkWriter<SealableRecord> createWriter(WriterInitContext context) throws IOException {
    return EvidenceWriter.open(
        archive.config,
        new EvidenceWriter.Surroundings(store, Clock.systemUTC(), SaltSource.secure()),
        "over-a-store",
        new WriterMetrics(context.metricGroup()));
  }

  @Override
  public Committer<PartitionCut> createCommitter(CommitterInitContext context) {
    throw new UnsupportedOperationException("the test takes the cuts");
  }

  @Override
  public SimpleVersionedSerializer<PartitionCut> getCommittableSerializer() {
    return new PartitionCutSerializer();
  }
}
