package io.sealstream.evidence.hold;

import static io.sealstream.evidence.hold.HoldScenario.ACME;
import static io.sealstream.evidence.hold.HoldScenario.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.hold.CaseHolds.Order;
import io.sealstream.evidence.store.FolderEvidenceStore;
import io.sealstream.evidence.store.InMemoryEvidenceStore;
import io.sealstream.evidence.store.LocksNotEnforcedException;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.evidence.verify.SampleRecords;
import io.sealstream.evidence.verify.VerifyOptions;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
  void aFolderIsRefused(@TempDir Path folder) {
    assertThatThrownBy(() -> new CaseHolds(new FolderEvidenceStore(folder), InstantSource.system()))
        .isInstanceOf(LocksNotEnforcedException.class)
        .hasMessageContaining("a folder, which cannot hold anything");
  }
}
