package io.sealstream.evidence.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.format.EpochSeal.Provenance;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.PolicySet;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.records.RecordKind;
import io.sealstream.evidence.records.SealedTopics;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.FolderEvidenceStore;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.Level;
import io.sealstream.evidence.verify.VerifyOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hash of all policies goes from epoch to epoch, and from run to run. */
class PolicySetTest {
  private static final SealerState INITIAL = SealerState.initial(Epochs.NOW.toEpochMilli());
  private static final EpochSealer SEALER =
      new EpochSealer(
          new SealingRules(
              new SealedTopics(Map.of(Epochs.P0.topic(), RecordKind.POLICIES), Set.of()),
              RetentionTable.single("standard", LockMode.NONE, 0),
              new Provenance(
                  TreeHash.ZERO,
                  TreeHash.ZERO,
                  TreeHash.ZERO,
                  "test",
                  TreeHash.ZERO,
                  List.of(Epochs.SIGNER.key())),
              SaltSource.secure()));

  @TempDir private Path folder;

  private static EpochSealer.Sealed seal(SealerState state, List<PartitionCut> cuts) {
    var view = new BrokerView(Map.of(Epochs.P0, new BrokerView.Extent(0, 1_000, 0)));
    return SEALER.seal(
        state,
        new EpochSealer.Gathered(
            state.nextEpoch(), cuts, view, List.of(), List.of(Epochs.SIGNER.key())),
        Epochs.NOW);
  }

  @Test
  void anIdleEpochKeepsItAndARunWithoutStateGoesOnFromTheNewestSeal() throws IOException {
    EvidenceStore store = new FolderEvidenceStore(folder);
    var publisher = new EpochPublisher(store, Epochs.SIGNER, change -> {});
    var epochs = new Epochs(store, "first");
    var first = seal(INITIAL, List.of(epochs.cut(0, 5)));
    var idle = seal(first.state(), List.of());
    publisher.publish(first.pending(), false);
    publisher.publish(idle.pending(), false);

    var heads = HeadsFile.parse(first.pending().heads()).heads();
    assertThat(first.seal().provenance().policySet())
        .isNotEqualTo(TreeHash.ZERO)
        .isEqualTo(PolicySet.after(TreeHash.ZERO, heads));
    assertThat(idle.seal().provenance().policySet())
        .isEqualTo(first.seal().provenance().policySet());

    var adopted = new ArchiveAdoption(store, SaltSource.secure()).adopt(INITIAL).state();
    assertThat(adopted.policySet()).isEqualTo(first.seal().provenance().policySet());
    var next = seal(adopted, List.of(epochs.cut(5, 7), epochs.cut(7, 9)));
    publisher.publish(next.pending(), false);
    assertThat(next.seal().provenance().policySet()).isNotEqualTo(adopted.policySet());
    // The records are garbage: what they hold is not looked at here.
    var options = VerifyOptions.DEFAULT.at(Level.L3);
    assertThat(
            EvidenceVerifier.verify(store, TrustFile.of(Epochs.SIGNER.key()), options).problems())
        .isEmpty();
  }
}
