package io.sealstream.evidence.corpus;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.BatchWriter;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.publish.AbandonedSweep;
import io.sealstream.evidence.publish.ArchiveAdoption;
import io.sealstream.evidence.publish.BrokerView;
import io.sealstream.evidence.publish.EpochPublisher;
import io.sealstream.evidence.publish.EpochSealer;
import io.sealstream.evidence.publish.OffsetRun;
import io.sealstream.evidence.publish.PartitionCut;
import io.sealstream.evidence.publish.PartitionId;
import io.sealstream.evidence.publish.SealerState;
import io.sealstream.evidence.publish.SealingRules;
import io.sealstream.evidence.publish.StagedBatch;
import io.sealstream.evidence.records.SealedTopics;
import io.sealstream.evidence.store.InMemoryEvidenceStore;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.evidence.verify.SampleRecords;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** What the job's own parts write when a run starts from an old savepoint. */
final class SecondRun {
  private static final List<NoteKey> SIGNERS = List.of(SampleArchive.SIGNER.key());
  private static final PartitionId P0 = new PartitionId(SampleRecords.TOPIC, 0);
  private static final Instant STARTED = SampleRecords.START.plusSeconds(300);
  private static final long PUBLISHED = SampleArchive.EPOCHS;

  private final InMemoryEvidenceStore store;
  private final SaltSource salts;
  private final EpochSealer sealer;
  private final EpochPublisher publisher;

  private SecondRun(InMemoryEvidenceStore store) {
    Random random = new Random(2);
    this.store = store;
    this.salts =
        count -> {
          byte[] salt = new byte[count];
          random.nextBytes(salt);
          return Bytes.wrap(salt);
        };
    this.sealer =
        new EpochSealer(
            new SealingRules(
                SealedTopics.ofEvents(Set.of(P0.topic())),
                SampleArchive.TABLE,
                new EpochSeal.Provenance(
                    TreeHash.ZERO, TreeHash.ZERO, TreeHash.ZERO, "test", TreeHash.ZERO, SIGNERS),
                salts));
    this.publisher = new EpochPublisher(store, SampleArchive.SIGNER, change -> {});
  }

  /** Goes on with a whole archive: a crash in epoch 5, then epochs 5 and 6 by another run. */
  static SampleArchive after(SampleArchive archive) throws IOException {
    SecondRun run = new SecondRun(archive.store);
    SealerState old = run.savepointAfterEpoch1();
    var adoption = new ArchiveAdoption(archive.store, run.salts);
    run.crash(adoption.adopt(old).state());
    var adopted = adoption.adopt(old);
    if (adopted.relation() != ArchiveAdoption.Relation.ADOPT) {
      throw new IllegalStateException("the archive was to be adopted, not " + adopted.relation());
    }
    var newest = EpochSeal.parse(archive.read(ArchiveLayout.seal(PUBLISHED - 1)));
    var first = run.publish(adopted.state(), run.cut("run2", 21, 25), List.of());
    List<String> left = run.left(newest);
    if (left.size() != 2) {
      throw new IllegalStateException("a batch object and a heads file were left, not " + left);
    }
    run.publish(first, run.cut("run2", 25, 27), left);
    return archive;
  }

  /** The state that a savepoint kept when only two epochs were sealed. */
  private SealerState savepointAfterEpoch1() throws IOException {
    EpochSeal seal = EpochSeal.parse(store.read(ArchiveLayout.seal(1)).orElseThrow());
    var next = new TreeMap<PartitionId, Long>();
    seal.coverage().forEach(c -> next.put(new PartitionId(c.topic(), c.partition()), c.to()));
    return new SealerState(
        2,
        next,
        new TreeMap<>(Map.of(1L, seal.hash())),
        List.of(),
        seal.receipt(),
        seal.provenance().policySet(),
        seal.closedAtMillis());
  }

  /** The first run completes an object and its heads file, and dies before the seal. */
  private void crash(SealerState state) throws IOException {
    var sealed = seal(state, cut("run1-crashed", 21, 23), List.of());
    for (var object : sealed.pending().objects()) {
      var unused = store.complete(object, LockRequest.NONE);
    }
    store.tamper(sealed.seal().headsKey(), sealed.pending().heads());
  }

  private List<String> left(EpochSeal newest) throws IOException {
    var sweep = new AbandonedSweep(store, SampleArchive.TABLE.tiers(), "run2");
    List<String> left =
        new ArrayList<>(sweep.findHeads(Optional.of(newest), STARTED).orElseThrow());
    left.addAll(sweep.find(List.of(new TenantId("acme")), Optional.of(newest), STARTED));
    return left;
  }

  private SealerState publish(SealerState state, PartitionCut cut, List<String> abandoned)
      throws IOException {
    var sealed = seal(state, cut, abandoned);
    var outcome = publisher.publish(sealed.pending(), false);
    if (outcome != EpochPublisher.Outcome.PUBLISHED) {
      throw new IllegalStateException(sealed.pending() + ": " + outcome);
    }
    return sealed.state();
  }

  private EpochSealer.Sealed seal(SealerState state, PartitionCut cut, List<String> abandoned) {
    var view = new BrokerView(Map.of(P0, new BrokerView.Extent(0, 1_000, 0)));
    return sealer.seal(
        state,
        new EpochSealer.Gathered(state.nextEpoch() + 1, List.of(cut), view, abandoned, SIGNERS),
        STARTED.plusSeconds(10 * state.nextEpoch()));
  }

  private PartitionCut cut(String run, long from, long to) throws IOException {
    var identity =
        new BatchIdentity(new TenantId("acme"), BatchIdentity.DEFAULT_TIER, P0.topic(), 0);
    String key = ArchiveLayout.batch(identity, STARTED, from, run + "-" + from);
    try (var upload = store.stage(key)) {
      var writer = new BatchWriter(upload, identity, key, salts);
      for (long offset = from; offset < to; offset++) {
        SealableRecord record = SampleRecords.event("acme", 0, offset);
        writer.add(record);
      }
      var head = writer.finish();
      return new PartitionCut(
          P0,
          List.of(new OffsetRun(from, to, to - from)),
          List.of(new StagedBatch(head, upload.finish())),
          OptionalLong.empty());
    }
  }
}
