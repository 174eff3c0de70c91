package io.sealstream.evidence.publish;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.BatchWriter;
import io.sealstream.evidence.format.EpochSeal.Provenance;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.records.RecordClass;
import io.sealstream.evidence.records.SealedTopics;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Makes small epochs of undecodable records in a store. */
public final class Epochs {
  static final PartitionId P0 = new PartitionId("audit.events", 0);
  static final PartitionId P1 = new PartitionId("audit.events", 1);
  public static final NoteSigner SIGNER = NoteSigner.generate("test/log");
  public static final Instant NOW = Instant.parse("2026-11-24T10:15:00Z");

  private final EvidenceStore store;
  private final String run;
  private final List<NoteKey> signers;
  private int objects;
  private RetentionTable table;

  /** Epochs that name {@link #SIGNER}. */
  Epochs(EvidenceStore store, String run) {
    this(store, run, RetentionTable.single("standard", LockMode.NONE, 0));
  }

  public Epochs(EvidenceStore store, String run, RetentionTable table) {
    this(store, run, table, List.of(SIGNER.key()));
  }

  private Epochs(EvidenceStore store, String run, RetentionTable table, List<NoteKey> signers) {
    this.store = store;
    this.run = run;
    this.table = table;
    this.signers = signers;
  }

  /** The same, of which the next ones name other keys. */
  Epochs signedBy(NoteKey... keys) {
    return new Epochs(store, run + "-" + keys.length, table, List.of(keys));
  }

  /** The next epochs are cut under this table. */
  Epochs under(RetentionTable other) {
    table = other;
    return this;
  }

  private EpochSealer sealer() {
    SaltSource salts = count -> Bytes.wrap(new byte[count]);
    return new EpochSealer(
        new SealingRules(
            SealedTopics.ofEvents(Set.of(P0.topic())),
            table,
            new Provenance(
                TreeHash.ZERO,
                TreeHash.ZERO,
                TreeHash.ZERO,
                "test",
                TreeHash.ZERO,
                List.of(SIGNER.key())),
            salts));
  }

  /** Seals offsets [from, to) of partition 0, partition 1 being idle. */
  public EpochSealer.Sealed seal(SealerState state, long from, long to) throws IOException {
    return seal(state, from, to, List.of());
  }

  EpochSealer.Sealed seal(SealerState state, long from, long to, List<String> abandoned)
      throws IOException {
    var extent = new BrokerView.Extent(0, 1_000, 0);
    var view = new BrokerView(Map.of(P0, extent, P1, extent));
    return sealer()
        .seal(
            state,
            new EpochSealer.Gathered(
                state.nextEpoch() + 1, List.of(cut(from, to)), view, abandoned, signers),
            NOW);
  }

  PartitionCut cut(long from, long to) throws IOException {
    var identity = new BatchIdentity(TenantId.UNATTRIBUTED, "standard", P0.topic(), 0);
    String key = ArchiveLayout.batch(identity, NOW, from, run + "-" + objects++);
    var rule = table.index().ruleFor(TenantId.UNATTRIBUTED, RecordClass.NO_EVENT);
    try (var upload = store.stage(key, rule.term().placement())) {
      var writer = new BatchWriter(upload, identity, key, count -> Bytes.wrap(new byte[count]));
      for (long offset = from; offset < to; offset++) {
        writer.add(record(offset));
      }
      var head = writer.finish();
      return new PartitionCut(
          P0,
          List.of(new OffsetRun(from, to, to - from)),
          List.of(new StagedBatch(head, upload.finish())),
          OptionalLong.of(NOW.toEpochMilli()));
    }
  }

  private static SealableRecord record(long offset) {
    return new SealableRecord(
        new ReceivedRecord(
            P0.topic(),
            0,
            offset,
            3,
            NOW.toEpochMilli(),
            TimestampKind.LOG_APPEND_TIME,
            null,
            Bytes.utf8("garbage " + offset),
            List.of()),
        TenantId.UNATTRIBUTED,
        RejectReason.BAD_MAGIC,
        null);
  }
}
