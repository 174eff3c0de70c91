package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what an earlier run left in the archive and no seal names: it crashed before the seal, and
 * its records were read again. Looks only where that can have happened. Blocks: not for a thread
 * that seals.
 *
 * @param tiers that objects of this run have; those of earlier runs are in the archive's tables
 * @param run part of every object's key this run makes: those are not abandoned
 */
public record AbandonedSweep(EvidenceStore store, Set<String> tiers, String run) {
  /** How long after the last seal an earlier run may have gone on completing objects. */
  private static final Duration AFTERMATH = Duration.ofHours(24);

  /**
   * The tenants' abandoned batch objects.
   *
   * @param newestAtStart the newest seal when this run began; empty for an archive without one
   * @param startedAt when this run began
   */
  public List<String> find(
      Collection<TenantId> tenants, Optional<EpochSeal> newestAtStart, Instant startedAt)
      throws IOException {
    if (tenants.isEmpty()) {
      return List.of();
    }
    Instant from = from(newestAtStart, startedAt);
    Instant last =
        newestAtStart
            .map(seal -> Instant.ofEpochMilli(seal.closedAtMillis()).plus(AFTERMATH))
            .filter(startedAt::isAfter)
            .orElse(startedAt);
    var found = new TreeSet<String>();
    Set<String> everyTier = everyTier();
    for (TenantId tenant : tenants) {
      for (Instant hour = from; !hour.isAfter(last); hour = hour.plus(1, ChronoUnit.HOURS)) {
        for (String tier : everyTier) {
          found.addAll(store.list(ArchiveLayout.hourPrefix(tenant, tier, hour)));
        }
      }
    }
    found.removeIf(key -> key.contains(run));
    if (!found.isEmpty()) {
      found.removeAll(objectsNamed(from));
    }
    return List.copyOf(found);
  }

  /**
   * The abandoned heads files. Their keys do not say who made them, so each is judged by the seal
   * of its epoch, once that is there: what this run is about to seal is never taken for abandoned.
   *
   * @return empty as long as the epoch that an earlier run may have begun to publish has no seal
   */
  public Optional<List<String>> findHeads(Optional<EpochSeal> newestAtStart, Instant startedAt)
      throws IOException {
    long begun = newestAtStart.map(seal -> seal.epoch() + 1).orElse(0L);
    if (store.read(ArchiveLayout.seal(begun)).isEmpty()) {
      return Optional.empty();
    }
    var found = new TreeSet<String>();
    var named = new HashSet<String>();
    for (EpochSeal seal : sealsSince(from(newestAtStart, startedAt))) {
      found.addAll(store.list(ArchiveLayout.headsPrefix(seal.epoch())));
      named.add(seal.headsKey());
      named.addAll(seal.abandoned());
    }
    found.removeAll(named);
    return Optional.of(List.copyOf(found));
  }

  /** A table may have been used without a seal that names it, so all are looked into. */
  private Set<String> everyTier() throws IOException {
    var all = new TreeSet<>(tiers);
    for (String key : store.list(ArchiveLayout.RETENTION)) {
      store.read(key).map(RetentionTable::parse).map(RetentionTable::tiers).ifPresent(all::addAll);
    }
    return all;
  }

  private static Instant from(Optional<EpochSeal> newestAtStart, Instant startedAt) {
    return newestAtStart
        .map(seal -> Instant.ofEpochMilli(seal.openedAtMillis()))
        .orElse(startedAt.minus(AFTERMATH))
        .minus(1, ChronoUnit.HOURS)
        .truncatedTo(ChronoUnit.HOURS);
  }

  /** Every batch object that a seal closed since names. */
  private Set<String> objectsNamed(Instant from) throws IOException {
    var named = new HashSet<String>();
    for (EpochSeal seal : sealsSince(from)) {
      named.addAll(seal.abandoned());
      store
          .read(seal.headsKey())
          .map(HeadsFile::parse)
          .ifPresent(file -> file.heads().forEach(head -> named.add(head.head().objectKey())));
    }
    return named;
  }

  /** The seals closed since, the newest first, and the one before them. */
  private List<EpochSeal> sealsSince(Instant from) throws IOException {
    List<EpochSeal> seals = new ArrayList<>();
    for (long epoch = ArchiveLayout.newest(store, ArchiveLayout.SEALS); epoch >= 0; epoch--) {
      Optional<Bytes> body = store.read(ArchiveLayout.seal(epoch));
      if (body.isEmpty()) {
        break;
      }
      var seal = EpochSeal.parse(body.get());
      seals.add(seal);
      if (seal.closedAtMillis() < from.minus(1, ChronoUnit.HOURS).toEpochMilli()) {
        break;
      }
    }
    return seals;
  }
}
