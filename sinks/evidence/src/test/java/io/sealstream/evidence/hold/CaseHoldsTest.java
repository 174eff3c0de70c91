package io.sealstream.evidence.hold;

import static io.sealstream.evidence.hold.HoldScenario.ACME;
import static io.sealstream.evidence.hold.HoldScenario.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.HoldRecord;
import io.sealstream.evidence.format.HoldRecord.HeldObject;
import io.sealstream.evidence.hold.CaseHolds.Order;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.FolderEvidenceStore;
import io.sealstream.evidence.store.ForwardingStore;
import io.sealstream.evidence.store.InMemoryEvidenceStore;
import io.sealstream.evidence.store.LegalHolds;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.store.LocksNotEnforcedException;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.Level;
import io.sealstream.evidence.verify.Problem;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.evidence.verify.SampleRecords;
import io.sealstream.evidence.verify.VerificationReport;
import io.sealstream.evidence.verify.VerifyOptions;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseHoldsTest {
  private final InMemoryEvidenceStore store = new InMemoryEvidenceStore();
  private HoldScenario scenario;

  @BeforeEach
  void archive() throws IOException {
    scenario = new HoldScenario(store);
  }

  @Test
  void everythingThatProvesTheTenantsEventsIsHeldAndNoOtherTenantsBatches() throws IOException {
    int held = scenario.place("case-a", ACME);

    assertThat(store.held()).hasSize(held);
    assertThat(store.held()).noneMatch(key -> key.contains("tenant=globex"));
    List<String> own =
        store.list(ArchiveLayout.EVENTS).stream().filter(k -> k.contains("tenant=acme")).toList();
    assertThat(store.held())
        .containsAll(own)
        .containsAll(store.list(ArchiveLayout.SCHEMAS))
        .containsAll(store.list(ArchiveLayout.RETENTION))
        .contains(ArchiveLayout.seal(1), ArchiveLayout.seal(3), ArchiveLayout.seal(4))
        .contains(ArchiveLayout.receipt(4), ArchiveLayout.note(5), "tile/0/000.p/5")
        .doesNotContain(ArchiveLayout.seal(2), ArchiveLayout.CHECKPOINT);
    assertThat(store.held()).filteredOn(k -> k.startsWith(ArchiveLayout.HEADS)).hasSize(3);
  }

  @Test
  void onlyBatchesWithEventsOfTheTimeAreHeld() throws IOException {
    // Events are a minute before the start, one millisecond after the other by their offset.
    Instant at = SampleRecords.START.minusSeconds(60).plusMillis(20);
    scenario.cases().place(new Order("case-a", "court order"), GLOBEX, at, at);
    assertThat(store.held())
        .filteredOn(key -> key.startsWith(ArchiveLayout.EVENTS))
        .singleElement()
        .asString()
        .contains("tenant=globex", "-0-20-");
  }

  @Test
  void twoCasesOverlap() throws IOException {
    scenario.twoCasesOverlap();
    assertThat(store.held()).isEmpty();
  }

  @Test
  void whatAnotherCaseHoldsIsNotSwitchedOffForAMoment() throws IOException {
    scenario.place("case-a", ACME);
    scenario.place("case-b", GLOBEX);
    var watched = new WatchedStore(store, new TreeSet<>(HoldScope.BY_KEY), () -> 0);
    release(watched, "case-a");
    assertThat(watched.switchedOff())
        .isNotEmpty()
        .doesNotContainAnyElementsOf(scenario.objects("case-b"));
  }

  @Test
  void aCasePlacedWhileAnotherIsReleasedKeepsWhatBothHold() throws IOException {
    scenario.place("case-a", ACME);
    release(
        new WatchedStore(
            store, new TreeSet<>(HoldScope.BY_KEY), () -> scenario.place("case-b", ACME)),
        "case-a");
    for (HeldObject object : scenario.objects("case-b")) {
      assertThat(scenario.isHeld(object)).as(object.key()).isTrue();
    }
  }

  private static void release(EvidenceStore store, String id) throws IOException {
    new CaseHolds(store, InstantSource.fixed(SampleRecords.START))
        .release(new Order(id, "settled"));
  }

  /** What happens just before the first switch goes off. */
  @FunctionalInterface
  private interface Meddling {
    int happen() throws IOException;
  }

  private record WatchedStore(
      InMemoryEvidenceStore store, SortedSet<HeldObject> switchedOff, Meddling meddling)
      implements ForwardingStore, LegalHolds {
    @Override
    public Optional<String> oldestVersion(String key) {
      return store.oldestVersion(key);
    }

    @Override
    public void hold(String key, String versionId, boolean on) throws IOException {
      if (!on) {
        if (switchedOff.isEmpty()) {
          meddling.happen();
        }
        switchedOff.add(new HeldObject(key, versionId));
      }
      store.hold(key, versionId, on);
    }

    @Override
    public boolean isHeld(String key, String versionId) {
      return store.isHeld(key, versionId);
    }
  }

  @Test
  void placingAgainHoldsAgainAndReleasingAgainLetsGoAgain() throws IOException {
    scenario.place("case-a", ACME);
    var held = store.held();
    store.hold(held.first(), "v1", false);
    scenario.place("case-a", ACME);
    assertThat(store.held()).isEqualTo(held);

    scenario.release("case-a");
    store.hold(held.first(), "v1", true);
    scenario.release("case-a");
    assertThat(store.held()).isEmpty();
  }

  @Test
  void whatCannotBeDoneIsSaid() throws IOException {
    assertThatThrownBy(() -> scenario.place("case-a", new TenantId("nobody")))
        .hasMessageContaining("no sealed event of tenant nobody");
    assertThatThrownBy(() -> scenario.release("case-a")).hasMessage("there is no case case-a");
    assertThatThrownBy(() -> scenario.place("../case", ACME))
        .hasMessageContaining("case must match");
    scenario.place("case-a", ACME);
    scenario.release("case-a");
    assertThatThrownBy(() -> scenario.place("case-a", ACME))
        .hasMessage("case case-a was released: name another case");
  }

  @Test
  void verificationPassesAndTellsWhichCasesHold() throws IOException {
    scenario.place("case-a", ACME);
    scenario.place("case-b", GLOBEX);
    scenario.release("case-b");
    var report = EvidenceVerifier.verify(store, SampleArchive.TRUST, VerifyOptions.DEFAULT);
    assertThat(report.problems()).isEmpty();
    assertThat(report.lines())
        .filteredOn(line -> line.contains("HOLDS"))
        .singleElement()
        .asString()
        .contains("case case-a HOLDS tenant acme", "court order");
    assertThat(report.holds()).extracting(HeldCase::caseId).containsExactly("case-a");
  }

  @Test
  void onlineAHoldThatIsSwitchedOffIsADriftUntilItsLastCaseIsReleased() throws IOException {
    InMemoryEvidenceStore archive = SampleArchive.honest().store;
    var cases = new CaseHolds(archive, InstantSource.fixed(SampleRecords.START));
    Instant ever = Instant.parse("9999-12-31T23:59:59Z");
    cases.place(new Order("case-a", "court order"), ACME, Instant.EPOCH, ever);
    cases.place(new Order("case-b", "court order"), GLOBEX, Instant.EPOCH, ever);
    assertThat(online(archive).problems()).isEmpty();

    String note = ArchiveLayout.note(SampleArchive.EPOCHS);
    archive.hold(note, "v1", false);
    assertThat(online(archive).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(VerdictCode.LOCK_DRIFT);
              assertThat(problem.where()).isEqualTo(note);
              assertThat(problem.why())
                  .isEqualTo("version v1 is held by case case-a, case-b, the store shows no hold");
            });

    cases.release(new Order("case-a", "settled"));
    assertThat(online(archive).counts()).containsOnlyKeys(VerdictCode.LOCK_DRIFT);
    cases.release(new Order("case-b", "settled"));
    assertThat(online(archive).problems()).isEmpty();
  }

  @Test
  void aRecordThatNamesWhatIsNoObjectIsADriftToo() throws IOException {
    InMemoryEvidenceStore archive = SampleArchive.honest().store;
    var forged =
        new HoldRecord(
            "case-x",
            HoldRecord.Action.PLACE,
            0,
            "forged",
            ACME,
            0,
            1,
            List.of(new HeldObject("../outside", "v1"), new HeldObject("seal/none", "v1")));
    archive.createOnce(ArchiveLayout.hold("case-x", 0), forged.encode(), LockRequest.NONE);
    assertThat(online(archive).problems())
        .allMatch(problem -> problem.code() == VerdictCode.LOCK_DRIFT)
        .extracting(Problem::where)
        .containsExactly("../outside", "seal/none");
  }

  private static VerificationReport online(InMemoryEvidenceStore archive) throws IOException {
    return EvidenceVerifier.verify(
        archive, SampleArchive.TRUST, VerifyOptions.DEFAULT.at(Level.L6));
  }

  @Test
  void aFolderIsRefused(@TempDir Path folder) {
    assertThatThrownBy(() -> new CaseHolds(new FolderEvidenceStore(folder), InstantSource.system()))
        .isInstanceOf(LocksNotEnforcedException.class)
        .hasMessageContaining("a folder, which cannot hold anything");
  }
}
