package io.sealstream.evidence.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.format.HoldRecord.HeldObject;
import io.sealstream.evidence.hold.CaseHolds.Order;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.LegalHolds;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.evidence.verify.SampleRecords;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SortedSet;

/** Cases over the sample archive, in any store that can hold. */
public final class HoldScenario {
  static final TenantId ACME = new TenantId("acme");
  static final TenantId GLOBEX = new TenantId("globex");
  private static final Instant EVER = Instant.parse("9999-12-31T23:59:59Z");

  private final EvidenceStore store;
  private final LegalHolds holds;

  public HoldScenario(EvidenceStore store) throws IOException {
    this.store = store;
    this.holds = LegalHolds.of(store);
    SampleArchive archive = SampleArchive.honest();
    for (String key : archive.store.list("")) {
      var unused = store.createOnce(key, archive.read(key), LockRequest.NONE);
    }
  }

  CaseHolds cases() {
    return new CaseHolds(store, InstantSource.fixed(SampleRecords.START));
  }

  int place(String id, TenantId tenant) throws IOException {
    return cases().place(new Order(id, "court order"), tenant, Instant.EPOCH, EVER);
  }

  int release(String id) throws IOException {
    return cases().release(new Order(id, "settled"));
  }

  SortedSet<HeldObject> objects(String id) throws IOException {
    return HoldLedger.read(store).stream()
        .filter(known -> known.caseId().equals(id))
        .findFirst()
        .orElseThrow()
        .objects();
  }

  boolean isHeld(HeldObject object) throws IOException {
    return holds.isHeld(object.key(), object.versionId());
  }

  /** Releasing one of two cases lets go of what it alone holds. */
  public void twoCasesOverlap() throws IOException {
    place("case-a", ACME);
    place("case-b", GLOBEX);
    SortedSet<HeldObject> both = objects("case-a");
    both.retainAll(objects("case-b"));
    assertThat(both).isNotEmpty();

    release("case-a");
    for (HeldObject object : objects("case-a")) {
      assertThat(isHeld(object)).as(object.key()).isEqualTo(both.contains(object));
    }
    for (HeldObject object : objects("case-b")) {
      assertThat(isHeld(object)).as(object.key()).isTrue();
    }
    release("case-b");
    for (HeldObject object : objects("case-b")) {
      assertThat(isHeld(object)).as(object.key()).isFalse();
    }
  }
}
