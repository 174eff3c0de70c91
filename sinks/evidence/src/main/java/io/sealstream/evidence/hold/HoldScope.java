package io.sealstream.evidence.hold;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchHead;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.HoldRecord.HeldObject;
import io.sealstream.evidence.format.NamedHead;
import io.sealstream.evidence.format.PublicationReceipt;
import io.sealstream.evidence.log.SealLog;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.LegalHolds;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds every object that is needed to prove a tenant's events of a time: batches, their heads
 * files, seals, receipts, schemas and retention tables; tiles and the newest note, by which the
 * seals are in the log. Reads all seals and heads files.
 */
final class HoldScope {
  static final Comparator<HeldObject> BY_KEY =
      Comparator.comparing(HeldObject::key).thenComparing(HeldObject::versionId);

  private final EvidenceStore store;
  private final LegalHolds holds;
  private final TreeSet<String> keys = new TreeSet<>();
  private final Map<String, String> versions = new HashMap<>();

  HoldScope(EvidenceStore store, LegalHolds holds) {
    this.store = store;
    this.holds = holds;
  }

  /** Whose events, and when they happened; both ends belong to it. */
  record Wanted(TenantId tenant, Instant from, Instant to) {
    boolean matches(NamedHead named) {
      BatchHead head = named.head();
      return named.tenant().equals(tenant)
          && head.maxTimeMillis() >= from.toEpochMilli()
          && head.minTimeMillis() <= to.toEpochMilli();
    }
  }

  /** The versions, as the receipts name them; without a receipt the oldest. */
  List<HeldObject> find(Wanted wanted) throws IOException {
    List<Long> epochs = new ArrayList<>();
    Optional<Bytes> text = store.read(ArchiveLayout.seal(0));
    for (long epoch = 0; text.isPresent(); epoch++) {
      if (epoch(EpochSeal.parse(text.get()), wanted)) {
        epochs.add(epoch);
      }
      text = store.read(ArchiveLayout.seal(epoch + 1));
    }
    log(epochs);
    List<HeldObject> found = new ArrayList<>();
    for (String key : keys) {
      Optional<String> version =
          versions.containsKey(key)
              ? Optional.ofNullable(versions.get(key))
              : holds.oldestVersion(key);
      found.add(new HeldObject(key, version.orElseThrow(() -> missing(key))));
    }
    return found;
  }

  private boolean epoch(EpochSeal seal, Wanted wanted) throws IOException {
    Bytes text = store.read(seal.headsKey()).orElseThrow(() -> missing(seal.headsKey()));
    HeadsFile heads = HeadsFile.parse(text);
    List<NamedHead> matching = heads.heads().stream().filter(wanted::matches).toList();
    if (matching.isEmpty()) {
      return false;
    }
    matching.forEach(named -> keys.add(named.head().objectKey()));
    keys.add(seal.headsKey());
    keys.add(ArchiveLayout.seal(seal.epoch()));
    keys.add(ArchiveLayout.retention(seal.provenance().retentionTable()));
    heads.schemas().forEach(schema -> keys.add(ArchiveLayout.schema(schema.sha256())));
    Optional<Bytes> receipt = store.read(ArchiveLayout.receipt(seal.epoch()));
    if (receipt.isPresent()) {
      keys.add(ArchiveLayout.receipt(seal.epoch()));
      PublicationReceipt.parse(receipt.get())
          .objects()
          .forEach(object -> versions.putIfAbsent(object.key(), object.versionId()));
    }
    return true;
  }

  /** What shows that the seals are in the log: the newest note, and the tiles of their paths. */
  private void log(List<Long> epochs) throws IOException {
    long size = ArchiveLayout.newest(store, ArchiveLayout.NOTES);
    if (epochs.isEmpty() || size <= 0) {
      return;
    }
    keys.add(ArchiveLayout.note(size));
    Map<String, Optional<Bytes>> tiles = new HashMap<>();
    SealLog log =
        new SealLog(
            key -> {
              if (!tiles.containsKey(key)) {
                tiles.put(key, store.read(key));
              }
              return tiles.getOrDefault(key, Optional.empty());
            });
    for (long epoch : epochs) {
      if (epoch < size) {
        var unused = log.inclusion(epoch, size);
      }
    }
    keys.addAll(tiles.keySet());
  }

  private static IOException missing(String key) {
    return new IOException(key + " is missing, so nothing is held: verify the archive first");
  }
}
