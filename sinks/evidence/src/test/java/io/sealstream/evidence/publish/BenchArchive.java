package io.sealstream.evidence.publish;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.BatchWriter;
import io.sealstream.evidence.format.EpochSeal.Provenance;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.records.SealedTopics;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.verify.BenchRecords;
import io.sealstream.evidence.verify.SampleRecords;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** An archive as the job makes it, epoch by epoch, of 600-byte events. */
public final class BenchArchive {
  private static final Duration EPOCH = Duration.ofMinutes(1);

  private final EvidenceStore store;
  private final EpochSealer sealer;
  private final EpochPublisher publisher;
  private final NoteSigner signer;
  private final int tenants;
  private final int partitions;
  private SealerState state = SealerState.initial(SampleRecords.START.toEpochMilli());

  /** An empty store becomes the archive of so many tenants in each of so many partitions. */
  public BenchArchive(EvidenceStore store, NoteSigner signer, int tenants, int partitions) {
    this.store = store;
    this.signer = signer;
    this.tenants = tenants;
    this.partitions = partitions;
    this.publisher = new EpochPublisher(store, signer, change -> {});
    this.sealer =
        new EpochSealer(
            new SealingRules(
                SealedTopics.ofEvents(Set.of(SampleRecords.TOPIC)),
                RetentionTable.single(BatchIdentity.DEFAULT_TIER, LockMode.NONE, 0),
                new Provenance(
                    TreeHash.ZERO,
                    TreeHash.ZERO,
                    TreeHash.ZERO,
                    "bench",
                    TreeHash.ZERO,
                    List.of(signer.key())),
                SaltSource.secure()));
  }

  /** What cutting and publishing took of an epoch, its batches written before. */
  public record Cost(Duration staging, Duration publishing, int objects) {}

  /** One more epoch, with so many events of each tenant in each partition. */
  public Cost epoch(int events) throws IOException {
    Instant now = SampleRecords.START.plus(EPOCH.multipliedBy(state.nextEpoch() + 1));
    long begin = System.nanoTime();
    List<PartitionCut> cuts = new ArrayList<>();
    Map<PartitionId, BrokerView.Extent> extents = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      PartitionId id = new PartitionId(SampleRecords.TOPIC, partition);
      long from = state.nextOffset(id);
      long to = from + (long) events * tenants;
      cuts.add(
          new PartitionCut(
              id,
              List.of(new OffsetRun(from, to, to - from)),
              batches(id, from, events, now),
              OptionalLong.empty()));
      extents.put(id, new BrokerView.Extent(0, to, 0));
    }
    long staged = System.nanoTime();
    var gathered =
        new EpochSealer.Gathered(
            state.nextEpoch(), cuts, new BrokerView(extents), List.of(), List.of(signer.key()));
    EpochSealer.Sealed sealed = sealer.seal(state, gathered, now);
    publisher.publish(sealed.pending(), false);
    state = sealed.state();
    return new Cost(
        Duration.ofNanos(staged - begin),
        Duration.ofNanos(System.nanoTime() - staged),
        sealed.pending().objects().size());
  }

  private List<StagedBatch> batches(PartitionId id, long from, int events, Instant now)
      throws IOException {
    List<StagedBatch> batches = new ArrayList<>();
    for (int tenant = 0; tenant < tenants; tenant++) {
      List<SealableRecord> records =
          BenchRecords.of("tenant" + tenant, id.partition(), from + (long) tenant * events, events);
      batches.add(batch(records, id, now));
    }
    return batches;
  }

  private StagedBatch batch(List<SealableRecord> records, PartitionId id, Instant now)
      throws IOException {
    SealableRecord first = records.get(0);
    TenantId tenant = first.tenant();
    var identity =
        new BatchIdentity(tenant, BatchIdentity.DEFAULT_TIER, id.topic(), id.partition());
    String key = ArchiveLayout.batch(identity, now, first.received().offset(), "bench");
    try (var upload = store.stage(key)) {
      var writer = new BatchWriter(upload, identity, key, SaltSource.secure());
      for (SealableRecord record : records) {
        writer.add(record);
      }
      var head = writer.finish();
      return new StagedBatch(head, upload.finish());
    }
  }
}
