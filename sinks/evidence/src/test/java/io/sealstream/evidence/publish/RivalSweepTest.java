package io.sealstream.evidence.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.publish.EpochPublisher.Outcome;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.FolderEvidenceStore;
import io.sealstream.evidence.store.ForwardingStore;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.store.PublishedObject;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.VerificationReport;
import io.sealstream.evidence.verify.VerifyOptions;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two jobs seal into one archive; one is quicker when both are about to write the same seal. */
class RivalSweepTest {
  private static final NoteSigner SIGNER = Epochs.SIGNER;
  private static final SealerState INITIAL = SealerState.initial(Epochs.NOW.toEpochMilli());

  @TempDir private Path folder;

  /** Lets the other one go first, at the last moment. */
  private record SlowStore(EvidenceStore store, EpochPublisher other, PendingEpoch first)
      implements ForwardingStore {
    @Override
    public PublishedObject createOnce(String key, Bytes body, LockRequest lock) throws IOException {
      if (key.equals(ArchiveLayout.seal(first.epoch()))) {
        assertThat(other.publish(first, false)).isEqualTo(Outcome.PUBLISHED);
      }
      return store.createOnce(key, body, lock);
    }
  }

  @Test
  void theSlowerOneStopsAndTheQuickerOneNamesWhatItLeft() throws IOException {
    var store = new FolderEvidenceStore(folder);
    var quick = new Epochs(store, "quick");
    var publisher = new EpochPublisher(store, SIGNER, change -> {});
    var sealed = quick.seal(INITIAL, 0, 5);
    var rival = new Epochs(store, "rival").seal(INITIAL, 0, 3).pending();
    var slow = new SlowStore(store, publisher, sealed.pending());

    assertThatThrownBy(() -> new EpochPublisher(slow, SIGNER, change -> {}).publish(rival, false))
        .isInstanceOf(EvidenceHaltException.class)
        .hasMessageContaining("the archive has another seal");
    assertThat(verify(store).counts()).containsOnlyKeys(VerdictCode.UNSEALED_OBJECT);

    var sweep = new RivalSweep(store);
    var left = sweep.find(0);
    assertThat(left)
        .containsExactlyInAnyOrder(rival.parsedSeal().headsKey(), rival.objects().get(0).key());
    var next = quick.seal(sealed.state(), 5, 6, left);
    assertThat(publisher.publish(next.pending(), false)).isEqualTo(Outcome.PUBLISHED);
    assertThat(verify(store).problems()).isEmpty();
    assertThat(sweep.find(1)).isEqualTo(left);
  }

  @Test
  void anEpochWithoutASealIsLeftAlone() throws IOException {
    var store = new FolderEvidenceStore(folder);
    var pending = new Epochs(store, "only").seal(INITIAL, 0, 5).pending();
    var crashing = new EpochPublisher(CrashingStore.after(3, store), SIGNER, change -> {});
    assertThatThrownBy(() -> crashing.publish(pending, false)).hasMessage("crashed");
    assertThat(store.list(ArchiveLayout.headsPrefix(0))).hasSize(1);

    assertThat(new RivalSweep(store).find(0)).isEmpty();
    new EpochPublisher(store, SIGNER, change -> {}).publish(pending, false);
    assertThat(new RivalSweep(store).find(0)).isEmpty();
  }

  private static VerificationReport verify(EvidenceStore store) throws IOException {
    return EvidenceVerifier.verify(store, TrustFile.of(SIGNER.key()), VerifyOptions.DEFAULT);
  }
}
