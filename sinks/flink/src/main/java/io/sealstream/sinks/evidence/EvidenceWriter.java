package io.sealstream.sinks.evidence;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.RetentionIndex;
import io.sealstream.evidence.format.RetentionRule;
import io.sealstream.evidence.format.RetentionTerm;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.format.UnsealableRecordException;
import io.sealstream.evidence.publish.ArchiveHead;
import io.sealstream.evidence.publish.EvidenceHaltException;
import io.sealstream.evidence.publish.HaltCode;
import io.sealstream.evidence.publish.PartitionCut;
import io.sealstream.evidence.publish.PartitionId;
import io.sealstream.evidence.publish.StagedBatch;
import io.sealstream.evidence.store.EvidenceStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches as records arrive: one open batch per tenant, tier and partition, each in an
 * upload that nobody sees before its seal. Bounded: a batch that is full, or the oldest when too
 * many are open, is finished early. Task thread only.
 *
 * <p>A record that no verifier would read halts the job: sealed, it would spoil its whole object.
 *
 * <p>What the archive has already is skipped: after a restore from an older state the source reads
 * it again.
 */
final class EvidenceWriter implements CommittingSinkWriter<SealableRecord, PartitionCut> {
  private static final Logger LOG = LoggerFactory.getLogger(EvidenceWriter.class);

  /** What the writer works with. */
  record Surroundings(EvidenceStore store, Clock clock, SaltSource salts) {}

  private final EvidenceSinkConfig config;
  private final RetentionIndex retention;
  private final Surroundings with;
  private final Map<PartitionId, Long> published;
  private final String run;
  private final WriterMetrics metrics;

  /** In order of opening: the first is the oldest. */
  private final Map<BatchIdentity, OpenBatch> open = new LinkedHashMap<>();

  private final SortedMap<PartitionId, List<StagedBatch>> finished = new TreeMap<>();
  private final Map<PartitionId, OpenPartition> partitions = new TreeMap<>();
  private long batchesOpened;
  private long skipped;

  EvidenceWriter(
      EvidenceSinkConfig config,
      Surroundings with,
      Map<PartitionId, Long> published,
      String run,
      WriterMetrics metrics) {
    this.config = config;
    this.retention = config.retention().index();
    this.with = with;
    this.published = Map.copyOf(published);
    this.run = run;
    this.metrics = metrics;
  }

  /** Asks the archive what is published. Takes the store over, also when this fails. */
  static EvidenceWriter open(
      EvidenceSinkConfig config, Surroundings with, String run, WriterMetrics metrics)
      throws IOException {
    try {
      var published = ArchiveHead.read(with.store()).map(ArchiveHead::ends).orElseGet(TreeMap::new);
      return new EvidenceWriter(config, with, published, run, metrics);
    } catch (IOException | RuntimeException e) {
      with.store().close();
      throw e;
    }
  }

  @Override
  public void write(SealableRecord record, Context context) throws IOException {
    var received = record.received();
    var partition = new PartitionId(received.topic(), received.partition());
    if (received.offset() < published.getOrDefault(partition, 0L)) {
      skipped++;
      return;
    }
    openPartition(partition).add(received);
    RetentionRule rule = retention.ruleFor(record.tenant(), record.recordClass());
    var identity =
        new BatchIdentity(record.tenant(), rule.tier(), received.topic(), received.partition());
    OpenBatch batch = open.get(identity);
    if (batch == null) {
      makeRoom();
      batch = openBatch(identity, received.offset(), rule.term());
      open.put(identity, batch);
    }
    append(record, batch);
    metrics.count(record);
    if (batch.isFull(config.bounds())) {
      finish(identity);
    }
  }

  private static void append(SealableRecord record, OpenBatch batch) throws IOException {
    try {
      batch.add(record);
    } catch (UnsealableRecordException e) {
      var halt = new EvidenceHaltException(HaltCode.RECORD_TOO_LARGE, e);
      LOG.error("sealing halts: {}", halt.getMessage());
      throw Halts.toFlink(halt);
    }
  }

  private OpenPartition openPartition(PartitionId partition) {
    return partitions.computeIfAbsent(
        partition, p -> new OpenPartition(p, config.topics().sealed().hasHoles(p.topic())));
  }

  private OpenBatch openBatch(BatchIdentity identity, long from, RetentionTerm term)
      throws IOException {
    Instant opened = with.clock().instant();
    String key = ArchiveLayout.batch(identity, opened, from, run + "-" + batchesOpened++);
    return OpenBatch.open(with.store().stage(key, term.placement()), identity, key, with.salts());
  }

  private void makeRoom() throws IOException {
    while (open.size() >= config.bounds().openBatches()) {
      finish(open.keySet().iterator().next());
    }
  }

  private void finish(BatchIdentity identity) throws IOException {
    OpenBatch batch = open.get(identity);
    if (batch != null) {
      StagedBatch staged = batch.finish();
      // Only now: a batch that cannot be finished is still to be closed.
      open.remove(identity);
      finished
          .computeIfAbsent(
              new PartitionId(identity.topic(), identity.partition()), p -> new ArrayList<>())
          .add(staged);
    }
  }

  /** Nothing to do: batches end at barriers, in {@link #prepareCommit}. */
  @Override
  public void flush(boolean endOfInput) {}

  /** Finishes every batch; all their bytes are durable in the store when this returns. */
  @Override
  public Collection<PartitionCut> prepareCommit() throws IOException {
    if (skipped > 0) {
      LOG.info("skipped {} records that the archive has already", skipped);
      skipped = 0;
    }
    for (BatchIdentity identity : List.copyOf(open.keySet())) {
      finish(identity);
    }
    List<PartitionCut> cuts = new ArrayList<>();
    finished.forEach((partition, batches) -> cuts.add(openPartition(partition).cut(batches)));
    finished.clear();
    metrics.handedOn();
    return cuts;
  }

  @Override
  public void close() throws IOException {
    try {
      IOUtils.closeAll(open.values());
    } catch (Exception e) { // closeAll declares no less; what it closes throws IOException
      throw new IOException("batches that were open could not be abandoned", e);
    } finally {
      with.store().close();
    }
  }
}
