package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds batch objects that an earlier run completed but no seal names: it crashed in between, and
 * its records were read again. Looks only into the hours in which that can have happened. Blocks:
 * not for a thread that seals.
 *
 * @param tier of the objects
 * @param run part of every key this run makes: those are not abandoned
 */
public record AbandonedSweep(EvidenceStore store, String tier, String run) {
  /** How long after the last seal an earlier run may have gone on completing objects. */
  private static final Duration AFTERMATH = Duration.ofHours(24);

  /**
   * The tenants' abandoned objects.
   *
   * @param newestAtStart the newest seal when this run began; empty for an archive without one
   * @param startedAt when this run began
   */
  public List<String> find(
      Collection<TenantId> tenants, Optional<EpochSeal> newestAtStart, Instant startedAt)
      throws IOException {
    Instant from =
        newestAtStart
            .map(seal -> Instant.ofEpochMilli(seal.openedAtMillis()))
            .orElse(startedAt.minus(AFTERMATH))
            .minus(1, ChronoUnit.HOURS)
            .truncatedTo(ChronoUnit.HOURS);
    Instant last =
        newestAtStart
            .map(seal -> Instant.ofEpochMilli(seal.closedAtMillis()).plus(AFTERMATH))
            .filter(startedAt::isAfter)
            .orElse(startedAt);
    var found = new TreeSet<String>();
    for (TenantId tenant : tenants) {
      for (Instant hour = from; !hour.isAfter(last); hour = hour.plus(1, ChronoUnit.HOURS)) {
        found.addAll(store.list(ArchiveLayout.hourPrefix(tenant, tier, hour)));
      }
    }
    found.removeIf(key -> key.contains(run));
    if (!found.isEmpty()) {
      found.removeAll(namedSince(from));
    }
    return List.copyOf(found);
  }

  /** Every object that a seal closed since names. */
  private Set<String> namedSince(Instant from) throws IOException {
    var named = new HashSet<String>();
    for (long epoch = ArchiveHead.newest(store, ArchiveLayout.SEALS); epoch >= 0; epoch--) {
      Optional<Bytes> body = store.read(ArchiveLayout.seal(epoch));
      if (body.isEmpty()) {
        break;
      }
      var seal = EpochSeal.parse(body.get());
      named.addAll(seal.abandoned());
      Optional<Bytes> heads = store.read(ArchiveLayout.heads(epoch));
      heads
          .map(HeadsFile::parse)
          .ifPresent(file -> file.heads().forEach(head -> named.add(head.head().objectKey())));
      if (seal.closedAtMillis() < from.minus(1, ChronoUnit.HOURS).toEpochMilli()) {
        break;
      }
    }
    return named;
  }
}
