package io.sealstream.evidence.verify;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.NamedHead;
import io.sealstream.evidence.hold.HeldCase;
import io.sealstream.evidence.hold.HoldLedger;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.Checkpoint;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.SignedNote;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.StoreInspection;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Verifies an archive, trusting nothing but the trust file. Goes on after a problem, so that all
 * are reported. Reads seal by seal and object by object. What lies past the newest note is pending,
 * not wrong. One thread; use a new one for each run.
 */
public final class EvidenceVerifier {
  private static final int MAX_SIGNERS = 100;

  private final EvidenceStore store;
  private final TrustFile trust;
  private final VerifyOptions options;
  private final Problems problems;
  private final NoteCheck notes;
  private final SignerCheck signerCheck;
  private final CoverageCheck coverage;
  private final TenantCheck tenants;
  private final PolicySetCheck policies;
  private final RetentionCheck retention;
  private final ObjectChecks objects;
  private final Optional<LockCheck> locks;
  private final Set<String> signers = new LinkedHashSet<>();
  private long minTime = Long.MAX_VALUE;
  private long maxTime = Long.MIN_VALUE;
  private long pendingEpochs;

  private EvidenceVerifier(
      EvidenceStore store, TrustFile trust, VerifyOptions options, Consumer<Problem> asFound) {
    this.problems = new Problems(asFound);
    this.store = new BoundedStore(store, problems);
    this.trust = trust;
    this.options = options;
    this.notes = new NoteCheck(this.store, trust, problems);
    this.signerCheck = new SignerCheck(trust, problems);
    this.coverage = new CoverageCheck(problems, trust.gapFreeTopics());
    this.tenants = new TenantCheck(problems);
    this.policies = new PolicySetCheck(problems);
    this.retention = new RetentionCheck(this.store, problems);
    this.objects = new ObjectChecks(this.store, options.limits(), problems, retention);
    this.locks =
        options.level().includes(Level.L6)
            ? Optional.of(new LockCheck(this.store, inspection(store), problems))
            : Optional.empty();
  }

  /**
   * Verifies as deep as the options say.
   *
   * @throws IOException when the store cannot be read: nothing is known then
   * @throws IllegalArgumentException when L6 is asked of a store without versions and locks
   */
  public static VerificationReport verify(
      EvidenceStore store, TrustFile trust, VerifyOptions options) throws IOException {
    return verify(store, trust, options, problem -> {});
  }

  /**
   * The same, for who wants each problem when it is found.
   *
   * @param asFound hears of every problem, on the caller's thread
   */
  public static VerificationReport verify(
      EvidenceStore store, TrustFile trust, VerifyOptions options, Consumer<Problem> asFound)
      throws IOException {
    return new EvidenceVerifier(store, trust, options, asFound).run();
  }

  private VerificationReport run() throws IOException {
    // The hint before the list, or a note published in between would look like one that vanished.
    List<Checkpoint> known = known();
    try (ArchiveFiles files = new ArchiveFiles(store, options.level(), problems)) {
      // Listed before the seals are read: what appears later belongs to later epochs.
      files.list();
      return report(files, known);
    }
  }

  private VerificationReport report(ArchiveFiles files, List<Checkpoint> known) throws IOException {
    Checkpoint newest =
        notes.all(files.notes()).orElse(new Checkpoint(trust.origin(), 0, TreeHash.ZERO));
    if (options.level().includes(Level.L2)) {
      walk(files, newest, known);
    }
    long pendingObjects = 0;
    if (options.level().includes(Level.L3)) {
      pendingObjects = files.finish(newest.size(), pendingEpochs, coverage.partitions());
    }
    List<HeldCase> holds = options.level().includes(Level.L3) ? holds() : List.of();
    if (locks.isPresent()) {
      locks.get().finish(holds);
    }
    objects.emitters().report(problems);
    return new VerificationReport(
        options.level(),
        trust.origin(),
        problems.kept(),
        problems.counts(),
        signerCheck.rotations(),
        holds,
        summary(newest, pendingObjects));
  }

  private static StoreInspection inspection(EvidenceStore store) {
    return store
        .inspection()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "level L6 looks at versions and locks, and a folder has neither: name the bucket,"
                        + " s3://bucket/prefix, or ask for L4"));
  }

  private List<HeldCase> holds() throws IOException {
    try {
      return HoldLedger.read(store).stream().filter(HeldCase::active).toList();
    } catch (EvidenceFormatException e) {
      problems.add("hold/", e);
      return List.of();
    }
  }

  private List<Checkpoint> known() throws IOException {
    List<Checkpoint> known = new ArrayList<>();
    notes.hint().ifPresent(known::add);
    for (Bytes note : options.known()) {
      notes.verify("known checkpoint", note).ifPresent(known::add);
    }
    return known;
  }

  private void walk(ArchiveFiles files, Checkpoint newest, List<Checkpoint> known)
      throws IOException {
    SealWalk seals = new SealWalk(store, problems);
    LogCheck log = new LogCheck(problems, known, newest);
    for (long epoch = 0; epoch < newest.size(); epoch++) {
      Optional<EpochSeal> seal = seals.next(epoch);
      Optional<SignedNote> note = notes.signed(epoch + 1);
      log.at(epoch + 1, seals.root(), note.map(NoteCheck::checkpoint));
      signerCheck.at(epoch, seal, note);
      seal.ifPresent(this::saw);
      if (seal.isPresent() && options.level().includes(Level.L3)) {
        epoch(seal.get(), files);
      }
    }
    if (newest.size() > 0 && log.finish(store, seals.root())) {
      seals.tiles().report(problems);
      age(newest, seals.last());
    }
    pending(files, newest.size());
  }

  private void saw(EpochSeal seal) {
    for (NoteKey signer : seal.provenance().signers()) {
      if (signers.size() < MAX_SIGNERS) {
        signers.add(signer.label());
      }
    }
  }

  private void age(Checkpoint newest, Optional<EpochSeal> last) {
    if (last.isPresent()
        && last.get().epoch() == newest.size() - 1
        && Instant.ofEpochMilli(last.get().closedAtMillis()).isBefore(options.closedSince())) {
      problems.add(
          VerdictCode.STALE_HEAD,
          ArchiveLayout.note(newest.size()),
          "its last epoch closed at "
              + Instant.ofEpochMilli(last.get().closedAtMillis())
              + ", before "
              + options.closedSince());
    }
  }

  private void epoch(EpochSeal seal, ArchiveFiles files) throws IOException {
    coverage.seal(seal);
    retention.seal(seal);
    files.named(seal.headsKey());
    for (String key : seal.abandoned()) {
      files.named(key);
    }
    Optional<HeadsFile> heads = heads(seal);
    policies.epoch(seal, heads);
    if (heads.isEmpty()) {
      return;
    }
    coverage.heads(seal, heads.get());
    tenants.heads(heads.get());
    retention.heads(seal, heads.get());
    for (NamedHead named : heads.get().heads()) {
      files.named(named.head().objectKey());
      minTime = Math.min(minTime, named.head().minTimeMillis());
      maxTime = Math.max(maxTime, named.head().maxTimeMillis());
    }
    if (options.level().includes(Level.L4)) {
      objects.epoch(seal, heads.get());
    }
    if (locks.isPresent()) {
      locks.get().epoch(seal, heads.get());
    }
  }

  private Optional<HeadsFile> heads(EpochSeal seal) throws IOException {
    String key = seal.headsKey();
    Optional<Bytes> text = store.read(key);
    if (text.isEmpty() || !TreeHash.of(text.get()).equals(seal.headsFile())) {
      problems.add(VerdictCode.HEAD_ROOT, key, "not the heads file that the seal names");
    }
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      HeadsFile heads = HeadsFile.parse(text.get());
      if (!heads.headsRoot().equals(seal.headsRoot()) || heads.epoch() != seal.epoch()) {
        problems.add(VerdictCode.HEAD_ROOT, key, "its heads do not give the root in the seal");
      }
      if (!heads.schemaSetHash().equals(seal.provenance().schemaSet())) {
        problems.add(VerdictCode.SCHEMA_BIND, key, "its schemas are not those in the seal");
      }
      return Optional.of(heads);
    } catch (EvidenceFormatException e) {
      problems.add(key, e);
      return Optional.empty();
    }
  }

  private void pending(ArchiveFiles files, long size) throws IOException {
    Optional<Bytes> seal = store.read(ArchiveLayout.seal(size));
    for (long next = size + 1; seal.isPresent(); next++) {
      pendingEpochs++;
      for (NamedHead named : pendingHeads(seal.get())) {
        files.namedLater(named.head().objectKey());
      }
      seal = store.read(ArchiveLayout.seal(next));
    }
  }

  /** Nothing signed says what a pending epoch must be: it is judged once a note covers it. */
  private List<NamedHead> pendingHeads(Bytes seal) throws IOException {
    try {
      Optional<Bytes> text = store.read(EpochSeal.parse(seal).headsKey());
      return text.map(HeadsFile::parse).map(HeadsFile::heads).orElse(List.of());
    } catch (EvidenceFormatException e) {
      return List.of();
    }
  }

  private ArchiveSummary summary(Checkpoint newest, long pendingObjects) {
    long undecodable =
        coverage.partitions().values().stream()
            .mapToLong(ArchiveSummary.Partition::undecodable)
            .sum();
    return new ArchiveSummary(
        newest.size(),
        pendingEpochs,
        pendingObjects,
        coverage.partitions(),
        objects.records(),
        options.level().includes(Level.L4) ? objects.undecodable() : undecodable,
        minTime,
        maxTime,
        List.copyOf(signers));
  }
}
