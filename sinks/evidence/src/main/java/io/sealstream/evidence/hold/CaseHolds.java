package io.sealstream.evidence.hold;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.HoldRecord;
import io.sealstream.evidence.format.HoldRecord.Action;
import io.sealstream.evidence.format.HoldRecord.HeldObject;
import io.sealstream.evidence.publish.RetentionHistory;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.LegalHolds;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.store.LocksNotEnforcedException;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Places and releases the holds of cases. A record is written before anything is switched, so a
 * crash leaves more held than the records say, never less than a case that was reported held; both
 * commands may be repeated. What two cases hold stays held until both are released.
 */
public final class CaseHolds {
  private final EvidenceStore store;
  private final LegalHolds holds;
  private final InstantSource clock;

  /**
   * Over an archive.
   *
   * @throws LocksNotEnforcedException for a store that cannot hold anything
   */
  public CaseHolds(EvidenceStore store, InstantSource clock) {
    this.store = store;
    this.holds = LegalHolds.of(store);
    this.clock = clock;
  }

  /** A case as it is named, and why something happens to it. */
  public record Order(String caseId, String reason) {}

  /**
   * Holds all that proves these events, as far as they are sealed now, and reads each hold back.
   *
   * @return how many objects are held
   * @throws IllegalArgumentException where there is nothing to hold, or the case was released
   */
  public int place(Order order, TenantId tenant, Instant from, Instant to) throws IOException {
    Optional<HeldCase> known = find(order.caseId());
    if (known.isPresent() && !known.get().active()) {
      throw new IllegalArgumentException(
          "case " + order.caseId() + " was released: name another case");
    }
    List<HeldObject> objects =
        new HoldScope(store, holds).find(new HoldScope.Wanted(tenant, from, to));
    if (objects.isEmpty()) {
      throw new IllegalArgumentException(
          "no sealed event of tenant %s between %s and %s: nothing is held"
              .formatted(tenant, from, to));
    }
    write(
        known,
        new HoldRecord(
            order.caseId(),
            Action.PLACE,
            clock.millis(),
            order.reason(),
            tenant,
            from.toEpochMilli(),
            to.toEpochMilli(),
            objects));
    switchOn(objects);
    return objects.size();
  }

  /**
   * Ends a case and lets go of what no other case holds. A case that ended already is let go of
   * again.
   *
   * @return how many objects are let go of
   * @throws IllegalArgumentException where there is no such case
   */
  public int release(Order order) throws IOException {
    HeldCase ended =
        find(order.caseId())
            .orElseThrow(() -> new IllegalArgumentException("there is no case " + order.caseId()));
    if (ended.active()) {
      HoldRecord last = ended.records().get(ended.records().size() - 1);
      write(
          Optional.of(ended),
          new HoldRecord(
              order.caseId(),
              Action.RELEASE,
              clock.millis(),
              order.reason(),
              last.tenant(),
              last.fromMillis(),
              last.toMillis(),
              List.of()));
    }
    var free = new TreeSet<>(ended.objects());
    free.removeAll(heldByActiveCases());
    for (HeldObject object : free) {
      holds.hold(object.key(), object.versionId(), false);
    }
    // A case that was placed in between read its holds back before they were switched off here.
    var claimed = new TreeSet<>(free);
    claimed.retainAll(heldByActiveCases());
    switchOn(claimed);
    return free.size() - claimed.size();
  }

  private SortedSet<HeldObject> heldByActiveCases() throws IOException {
    var held = new TreeSet<HeldObject>(HoldScope.BY_KEY);
    HoldLedger.read(store).stream()
        .filter(HeldCase::active)
        .forEach(other -> held.addAll(other.objects()));
    return held;
  }

  private void switchOn(Collection<HeldObject> objects) throws IOException {
    for (HeldObject object : objects) {
      holds.hold(object.key(), object.versionId(), true);
      if (!holds.isHeld(object.key(), object.versionId())) {
        throw new LocksNotEnforcedException(
            "%s version %s: the store took the hold and does not show it"
                .formatted(object.key(), object.versionId()));
      }
    }
  }

  private Optional<HeldCase> find(String caseId) throws IOException {
    return HoldLedger.read(store).stream()
        .filter(known -> known.caseId().equals(caseId))
        .findFirst();
  }

  private void write(Optional<HeldCase> known, HoldRecord record) throws IOException {
    long number = known.map(found -> found.records().size()).orElse(0);
    LockRequest lock =
        RetentionHistory.newest(store)
            .map(table -> table.longest().from(clock.instant()))
            .orElse(LockRequest.NONE);
    var unused =
        store.createOnce(ArchiveLayout.hold(record.caseId(), number), record.encode(), lock);
  }
}
