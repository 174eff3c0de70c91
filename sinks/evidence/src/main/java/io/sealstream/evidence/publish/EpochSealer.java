package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.Coverage;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.EpochSeal.Provenance;
import io.sealstream.evidence.format.HeadTerms;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.PolicySet;
import io.sealstream.evidence.format.RetentionIndex;
import io.sealstream.evidence.format.RetentionTerm;
import io.sealstream.evidence.format.SealedSchema;
import io.sealstream.evidence.format.TenantLedger;
import io.sealstream.evidence.format.UnsequencedHead;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.records.RecordKind;
import io.sealstream.evidence.store.StagedObject;
import io.sealstream.schemas.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Cuts epochs: from where sealing stands and what was read since, to the next seal. Changes
 * nothing, asks nobody; the same input gives the same seal but for the salts of new tenants.
 */
public final class EpochSealer {
  private static final BrokerView.Extent UNLISTED = new BrokerView.Extent(0, 0, 0);

  private final SealingRules rules;
  private final RetentionIndex retention;

  public EpochSealer(SealingRules rules) {
    this.rules = rules;
    this.retention = rules.table().index();
  }

  /**
   * What was gathered for the epoch.
   *
   * @param cuts of every writer, in any order; one partition may have several
   * @param broker the newest view; a partition may deliver before it is listed
   * @param abandoned object keys of earlier runs that no seal names
   * @param signers the keys in use from now on
   */
  public record Gathered(
      long checkpointId,
      List<PartitionCut> cuts,
      BrokerView broker,
      List<String> abandoned,
      List<NoteKey> signers) {
    public Gathered {
      cuts = List.copyOf(cuts);
      abandoned = List.copyOf(abandoned);
      signers = List.copyOf(signers);
    }
  }

  /** The epoch to publish, and where sealing stands after it. */
  public record Sealed(PendingEpoch pending, EpochSeal seal, SealerState state) {}

  /**
   * Cuts the open epoch.
   *
   * @throws EvidenceHaltException OVERLAP when an offset came twice
   */
  public Sealed seal(SealerState state, Gathered gathered, Instant now) {
    var batches = gathered.cuts().stream().flatMap(cut -> cut.batches().stream()).toList();
    // A clock set back must not make time run backwards in the log.
    Instant closed = Instant.ofEpochMilli(Math.max(now.toEpochMilli(), state.openedAtMillis()));
    var ledger = new TenantLedger(state.tenants(), rules.salts());
    HeadsFile heads =
        ledger.seal(
            state.nextEpoch(),
            batches.stream().map(StagedBatch::head).toList(),
            head -> terms(head, closed));
    EpochSeal seal = sealOf(state, gathered, heads, closed);
    var pending =
        new PendingEpoch(
            seal.epoch(),
            gathered.checkpointId(),
            seal.encode(),
            heads.encode(),
            objects(batches),
            schemas(batches),
            rules.table().encode(),
            rules.table().longest().from(closed),
            oldestAppends(gathered.cuts()));
    return new Sealed(pending, seal, after(state, seal, ledger));
  }

  private HeadTerms terms(UnsequencedHead head, Instant closed) {
    BatchIdentity batch = head.identity();
    RecordKind kind = rules.topics().kind(batch.topic());
    RetentionTerm term =
        retention
            .termOf(batch.tenant(), kind, batch.tier())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the retention table gives %s of tenant %s no tier %s: %s"
                            .formatted(
                                kind.word(), batch.tenant(), batch.tier(), head.objectKey())));
    return new HeadTerms(kind, term.from(closed));
  }

  /** Whether a hole shows where none may be; a fresh view of the broker may explain it as loss. */
  public boolean showsUnexplainedHole(SealerState state, Gathered gathered) {
    return coverage(state, gathered).stream()
        .anyMatch(covered -> covered.controlSlots() > 0 && !covered.gapsDeclared());
  }

  private EpochSeal sealOf(SealerState state, Gathered gathered, HeadsFile heads, Instant closed) {
    Provenance job = rules.provenance();
    return new EpochSeal(
        state.nextEpoch(),
        state.previousSeal(),
        state.openedAtMillis(),
        closed.toEpochMilli(),
        coverage(state, gathered),
        gathered.abandoned(),
        heads.headsRoot(),
        heads.sha256(),
        state.receipt(),
        new Provenance(
            PolicySet.after(state.policySet(), heads.heads()),
            heads.schemaSetHash(),
            job.configuration(),
            job.jobVersion(),
            rules.table().sha256(),
            gathered.signers()));
  }

  private List<Coverage> coverage(SealerState state, Gathered gathered) {
    SortedMap<PartitionId, List<PartitionCut>> byPartition = new TreeMap<>();
    var all = new TreeSet<>(state.next().keySet());
    all.addAll(gathered.broker().partitions().keySet());
    all.forEach(partition -> byPartition.put(partition, new ArrayList<>()));
    for (PartitionCut cut : gathered.cuts()) {
      byPartition.computeIfAbsent(cut.partition(), p -> new ArrayList<>()).add(cut);
    }
    List<Coverage> coverage = new ArrayList<>();
    byPartition.forEach(
        (partition, cuts) ->
            coverage.add(
                covered(
                    partition,
                    state.nextOffset(partition),
                    cuts,
                    gathered.broker().extent(partition).orElse(UNLISTED))));
    return coverage;
  }

  private Coverage covered(
      PartitionId partition, long from, List<PartitionCut> cuts, BrokerView.Extent extent) {
    var runs = cuts.stream().flatMap(cut -> cut.runs().stream()).toList();
    var ledger = OffsetLedger.cut(partition, from, runs, extent);
    List<UnsequencedHead> heads =
        cuts.stream().flatMap(cut -> cut.batches().stream()).map(StagedBatch::head).toList();
    return new Coverage(
        partition.topic(),
        partition.partition(),
        ledger.from(),
        ledger.to(),
        ledger.sealed(),
        heads.stream().mapToLong(UnsequencedHead::undecodable).sum(),
        ledger.controlSlots(),
        rules.topics().hasHoles(partition.topic()),
        ledger.lost(),
        heads.stream().mapToInt(UnsequencedHead::minLeaderEpoch).min().orElse(-1),
        heads.stream().mapToInt(UnsequencedHead::maxLeaderEpoch).max().orElse(-1));
  }

  private static SealerState after(SealerState state, EpochSeal seal, TenantLedger ledger) {
    SortedMap<Long, Bytes> hashes = new TreeMap<>(state.sealHashes());
    hashes.put(seal.epoch(), seal.hash());
    return new SealerState(
        seal.epoch() + 1,
        ArchiveHead.ends(seal),
        hashes,
        ledger.states(),
        seal.receipt(),
        seal.provenance().policySet(),
        seal.closedAtMillis());
  }

  private static List<Long> oldestAppends(List<PartitionCut> cuts) {
    return cuts.stream().flatMapToLong(cut -> cut.oldestAppendMillis().stream()).boxed().toList();
  }

  private static List<StagedObject> objects(List<StagedBatch> batches) {
    return batches.stream().map(StagedBatch::object).toList();
  }

  private static List<SealedSchema> schemas(List<StagedBatch> batches) {
    Map<Bytes, SealedSchema> distinct = new LinkedHashMap<>();
    batches.stream()
        .flatMap(batch -> batch.head().schemas().stream())
        .forEach(schema -> distinct.putIfAbsent(schema.sha256(), schema));
    return List.copyOf(distinct.values());
  }
}
