package io.sealstream.evidence.verify;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.NamedHead;
import io.sealstream.evidence.format.PublicationReceipt;
import io.sealstream.evidence.format.SealedSchema;
import io.sealstream.evidence.hold.HeldCase;
import io.sealstream.evidence.hold.HoldDrift;
import io.sealstream.evidence.log.SealLog;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.store.PublishedObject;
import io.sealstream.evidence.store.StoreInspection;
import io.sealstream.evidence.store.StoredVersion;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * L6 over one epoch after another: for each object, whether the version that was sealed is what
 * readers of the store get, and whether its lock is still as strong as was sealed. At the end,
 * whether what cases hold is held.
 */
final class LockCheck {
  private final EvidenceStore store;
  private final StoreInspection now;
  private final Problems problems;

  /** Schemas and tables, which many epochs name: looked at once, at the end. */
  private final Map<String, Expected> shared = new TreeMap<>();

  /**
   * What must hold of an object.
   *
   * @param versionId empty when no receipt says which version it is: then the oldest
   */
  private record Expected(LockMode mode, Instant until, String versionId) {
    static Expected of(LockRequest lock) {
      return new Expected(
          lock.mode(), lock.mode() == LockMode.NONE ? Instant.EPOCH : lock.retainUntil(), "");
    }

    static Expected of(PublishedObject receipt) {
      return new Expected(receipt.lockMode(), receipt.retainUntil(), receipt.versionId());
    }

    /** Both at once: neither head nor receipt may be undercut. */
    Expected and(Expected other) {
      return new Expected(
          mode.compareTo(other.mode) < 0 ? other.mode : mode,
          until.isBefore(other.until) ? other.until : until,
          versionId.isEmpty() ? other.versionId : versionId);
    }

    boolean holds(PublishedObject held) {
      return held.lockMode().compareTo(mode) >= 0 && !held.retainUntil().isBefore(until);
    }
  }

  LockCheck(EvidenceStore store, StoreInspection now, Problems problems) {
    this.store = store;
    this.now = now;
    this.problems = problems;
  }

  void epoch(EpochSeal seal, HeadsFile heads) throws IOException {
    Map<String, Expected> expected = new TreeMap<>();
    for (NamedHead named : heads.heads()) {
      expected.put(named.head().objectKey(), Expected.of(named.head().lock()));
    }
    String sealKey = ArchiveLayout.seal(seal.epoch());
    expected.put(sealKey, weakest(heads));
    receipt(seal.epoch())
        .ifPresent(
            receipt ->
                receipt
                    .objects()
                    .forEach(
                        object ->
                            expected.merge(object.key(), Expected.of(object), Expected::and)));
    // What no receipt has is locked like the seal it was written with.
    Expected like = expected.getOrDefault(sealKey, Expected.of(LockRequest.NONE));
    logKeys(seal, heads)
        .forEach(key -> expected.putIfAbsent(key, new Expected(like.mode(), like.until(), "")));
    for (Map.Entry<String, Expected> object : expected.entrySet()) {
      if (isShared(object.getKey())) {
        shared.merge(object.getKey(), object.getValue(), Expected::and);
      } else {
        check(object.getKey(), object.getValue());
      }
    }
  }

  private static boolean isShared(String key) {
    return key.startsWith(ArchiveLayout.SCHEMAS) || key.startsWith(ArchiveLayout.RETENTION);
  }

  /**
   * What follows the last epoch.
   *
   * @param active whose objects must be held
   */
  void finish(List<HeldCase> active) throws IOException {
    for (Map.Entry<String, Expected> object : shared.entrySet()) {
      check(object.getKey(), object.getValue());
    }
    for (HoldDrift drift : HoldDrift.find(active, now)) {
      problems.add(VerdictCode.LOCK_DRIFT, drift.object().key(), drift.why());
    }
  }

  /** Without a receipt the log's own lock is not known: it is no weaker than that of any batch. */
  private static Expected weakest(HeadsFile heads) {
    return heads.heads().stream()
        .map(named -> Expected.of(named.head().lock()))
        .reduce(
            (a, b) ->
                new Expected(
                    a.mode().compareTo(b.mode()) < 0 ? a.mode() : b.mode(),
                    a.until().isBefore(b.until()) ? a.until() : b.until(),
                    ""))
        .orElse(Expected.of(LockRequest.NONE));
  }

  private static List<String> logKeys(EpochSeal seal, HeadsFile heads) {
    List<String> keys = SealLog.written(seal.epoch());
    keys.add(seal.headsKey());
    keys.add(ArchiveLayout.note(seal.epoch() + 1));
    keys.add(ArchiveLayout.receipt(seal.epoch()));
    keys.add(ArchiveLayout.retention(seal.provenance().retentionTable()));
    heads.schemas().stream()
        .map(SealedSchema::sha256)
        .map(ArchiveLayout::schema)
        .forEach(keys::add);
    return keys;
  }

  private Optional<PublicationReceipt> receipt(long epoch) throws IOException {
    String key = ArchiveLayout.receipt(epoch);
    Optional<Bytes> text = store.read(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      PublicationReceipt receipt = PublicationReceipt.parse(text.get());
      if (receipt.epoch() != epoch) {
        problems.add(VerdictCode.RECEIPT, key, "it is the receipt of epoch " + receipt.epoch());
      }
      return Optional.of(receipt);
    } catch (EvidenceFormatException e) {
      problems.add(key, e);
      return Optional.empty();
    }
  }

  private void check(String key, Expected expected) throws IOException {
    List<StoredVersion> versions;
    try {
      versions = now.versions(key);
    } catch (IllegalArgumentException e) {
      problems.add(VerdictCode.RECEIPT, key, "a receipt names what can be no object");
      return;
    }
    if (versions.isEmpty() && expected.versionId().isEmpty()) {
      // Other levels say whether it may be missing.
      return;
    }
    Optional<StoredVersion> sealed = sealed(versions, expected);
    if (sealed.isEmpty()) {
      shadow(key, "the version that was sealed, " + expected.versionId() + ", is gone");
      return;
    }
    shadows(key, versions, sealed.get());
    if (expected.mode() != LockMode.NONE) {
      PublishedObject held = now.held(key, sealed.get().versionId());
      if (!expected.holds(held)) {
        problems.add(
            VerdictCode.LOCK_DRIFT,
            key,
            "sealed with %s until %s, the store shows %s until %s"
                .formatted(expected.mode(), expected.until(), held.lockMode(), held.retainUntil()));
      }
    }
  }

  private static Optional<StoredVersion> sealed(List<StoredVersion> versions, Expected expected) {
    return versions.stream()
        .filter(version -> !version.deleteMarker())
        .filter(v -> expected.versionId().isEmpty() || v.versionId().equals(expected.versionId()))
        .reduce((newer, older) -> older);
  }

  /** Who reads by name gets the newest version, our own readers the oldest. */
  private void shadows(String key, List<StoredVersion> versions, StoredVersion sealed)
      throws IOException {
    StoredVersion newest = versions.get(0);
    StoredVersion oldest = versions.get(versions.size() - 1);
    if (newest.deleteMarker()) {
      shadow(key, "a delete marker hides it");
    } else if (!same(key, newest, sealed)) {
      shadow(key, "version " + newest.versionId() + " with other bytes lies above it");
    }
    if (!same(key, oldest, sealed)) {
      shadow(key, "version " + oldest.versionId() + " with other bytes is older");
    }
  }

  /** A write repeated after an unheard answer leaves the same bytes twice, on Ceph RGW. */
  private boolean same(String key, StoredVersion one, StoredVersion other) throws IOException {
    return one.equals(other)
        || now.sha256(key, one.versionId()).equals(now.sha256(key, other.versionId()));
  }

  private void shadow(String key, String why) {
    problems.add(VerdictCode.VERSION_SHADOW, key, why);
  }
}
