package io.sealstream.evidence.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.publish.EpochPublisher.Outcome;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.FolderEvidenceStore;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.VerificationReport;
import io.sealstream.evidence.verify.VerifyOptions;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run crashes after the heads file and before the seal; the next one starts without state. */
class CrashBeforeSealTest {
  private static final NoteSigner SIGNER = Epochs.SIGNER;
  private static final TrustFile TRUST = TrustFile.of(SIGNER.key());
  private static final SealerState INITIAL = SealerState.initial(Epochs.NOW.toEpochMilli());

  @TempDir Path folder;
  private EvidenceStore store;
  private Epochs second;
  private AbandonedSweep sweep;
  private PendingEpoch pending;
  private String leftHeads;
  private Optional<EpochSeal> newestAtStart;
  private SealerState adopted;

  @BeforeEach
  void crash() throws IOException {
    store = new FolderEvidenceStore(folder);
    var first = new Epochs(store, "first");
    var published = first.seal(INITIAL, 0, 5);
    pending = first.seal(published.state(), 5, 8).pending();
    publisher().publish(published.pending(), false);
    // The retention table, its object and its heads file.
    var crashing = new EpochPublisher(CrashingStore.after(3, store), SIGNER, change -> {});
    assertThatThrownBy(() -> crashing.publish(pending, false)).hasMessage("crashed");
    leftHeads = pending.parsedSeal().headsKey();
    assertThat(store.read(leftHeads)).isPresent();
    assertThat(store.read(ArchiveLayout.seal(1))).isEmpty();

    second = new Epochs(store, "second");
    sweep = new AbandonedSweep(store, Set.of("standard"), "second");
    newestAtStart = ArchiveHead.read(store).map(ArchiveHead::seal);
    adopted = new ArchiveAdoption(store, SaltSource.secure()).adopt(INITIAL).state();
  }

  private EpochPublisher publisher() {
    return new EpochPublisher(store, SIGNER, change -> {});
  }

  private VerificationReport verify() throws IOException {
    return EvidenceVerifier.verify(store, TRUST, VerifyOptions.DEFAULT);
  }

  private List<String> sweepAll() throws IOException {
    List<String> found = new ArrayList<>(sweep.findHeads(newestAtStart, Epochs.NOW).orElseThrow());
    found.addAll(sweep.find(List.of(TenantId.UNATTRIBUTED), newestAtStart, Epochs.NOW));
    return found;
  }

  @Test
  void theNextRunSealsTheSameEpochAndItsLaterSealNamesWhatWasLeft() throws IOException {
    assertThat(verify().problems()).isEmpty();

    var again = second.seal(adopted, 5, 9);
    assertThat(publisher().publish(again.pending(), false)).isEqualTo(Outcome.PUBLISHED);
    assertThat(verify().counts()).containsOnlyKeys(VerdictCode.UNSEALED_OBJECT);

    List<String> abandoned = sweepAll();
    assertThat(abandoned).hasSize(2).contains(leftHeads);
    var naming = second.seal(again.state(), 9, 10, abandoned);
    publisher().publish(naming.pending(), false);
    assertThat(verify().lines()).last().isEqualTo("VERIFIED L4");
    assertThat(sweepAll()).isEmpty();
  }

  @Test
  void aHeadsFileIsNotJudgedBeforeItsEpochIsSealed() throws IOException {
    assertThat(sweep.findHeads(newestAtStart, Epochs.NOW)).isEmpty();

    var again = second.seal(adopted, 5, 9).pending();
    var crashing = new EpochPublisher(CrashingStore.after(3, store), SIGNER, change -> {});
    assertThatThrownBy(() -> crashing.publish(again, false)).hasMessage("crashed");
    assertThat(store.list(ArchiveLayout.headsPrefix(1))).hasSize(2);
    assertThat(sweep.findHeads(newestAtStart, Epochs.NOW)).isEmpty();

    publisher().publish(again, false);
    assertThat(sweep.findHeads(newestAtStart, Epochs.NOW)).contains(List.of(leftHeads));
  }

  @Test
  void aRunThatSealedTheEpochButNamedNothingLeavesItToTheNext() throws IOException {
    publisher().publish(second.seal(adopted, 5, 9).pending(), false);
    var third = new AbandonedSweep(store, Set.of("standard"), "third");
    var atItsStart = ArchiveHead.read(store).map(ArchiveHead::seal);
    var goingOn = new ArchiveAdoption(store, SaltSource.secure()).adopt(INITIAL).state();
    publisher().publish(new Epochs(store, "third").seal(goingOn, 9, 10).pending(), false);

    assertThat(third.findHeads(atItsStart, Epochs.NOW)).contains(List.of(leftHeads));
  }

  @Test
  void theCrashedRunRestoredWithItsStatePublishesTheFileThatItLeft() throws IOException {
    assertThat(publisher().publish(pending, true)).isEqualTo(Outcome.PUBLISHED);

    assertThat(store.list(ArchiveLayout.headsPrefix(1))).containsExactly(leftHeads);
    assertThat(verify().lines()).last().isEqualTo("VERIFIED L4");
  }
}
