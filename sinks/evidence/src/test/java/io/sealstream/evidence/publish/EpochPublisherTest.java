package io.sealstream.evidence.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.publish.ArchiveAdoption.Relation;
import io.sealstream.evidence.publish.EpochPublisher.Outcome;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.FolderEvidenceStore;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochPublisherTest {
  private static final NoteSigner SIGNER = Epochs.SIGNER;
  private static final String FIRST_TILE = "tile/0/000.p/1";
  private static final Bytes OTHER = Bytes.utf8("other");
  private static final SealerState INITIAL = SealerState.initial(Epochs.NOW.toEpochMilli());

  @TempDir Path folder;
  private EvidenceStore store;
  private Epochs epochs;

  @BeforeEach
  void openStore() {
    store = new FolderEvidenceStore(folder.resolve("archive"));
    epochs = new Epochs(store, "run");
  }

  private EpochPublisher publisher() {
    return new EpochPublisher(store, SIGNER, change -> {});
  }

  private ArchiveAdoption adoption() {
    return new ArchiveAdoption(store, SaltSource.secure());
  }

  private static Map<String, Bytes> contents(EvidenceStore archive) throws IOException {
    var contents = new TreeMap<String, Bytes>();
    for (String key : archive.list("")) {
      contents.put(key, archive.read(key).orElseThrow());
    }
    return contents;
  }

  @Test
  void anEpochInterruptedBetweenAnyTwoWritesAndRepeatedGivesTheSameArchive() throws IOException {
    Map<String, Bytes> expected = null;
    int interruptions = 0;
    for (int writes = 12; writes >= 0; writes--) {
      var fresh = new FolderEvidenceStore(folder.resolve("after-" + writes));
      var made = new Epochs(fresh, "run");
      var first = made.seal(INITIAL, 0, 5);
      var second = made.seal(first.state(), 5, 8);
      new EpochPublisher(fresh, SIGNER, change -> {}).publish(first.pending(), false);
      try {
        new EpochPublisher(CrashingStore.after(writes, fresh), SIGNER, change -> {})
            .publish(second.pending(), false);
      } catch (IOException crash) {
        interruptions++;
      }
      new EpochPublisher(fresh, SIGNER, change -> {}).publish(second.pending(), true);
      if (expected == null) {
        expected = contents(fresh);
      }
      assertThat(contents(fresh)).as("crash after %d writes", writes).isEqualTo(expected);
    }
    assertThat(interruptions).isGreaterThanOrEqualTo(6);
  }

  @Test
  void aLiveEpochThatMeetsAnotherSealHaltsWithForkAndKeepsBoth() throws IOException {
    var ours = epochs.seal(INITIAL, 0, 5);
    var theirs = new Epochs(store, "other").seal(INITIAL, 0, 4);
    publisher().publish(theirs.pending(), false);
    assertThatThrownBy(() -> publisher().publish(ours.pending(), false))
        .isInstanceOf(EvidenceHaltException.class)
        .hasMessageStartingWith("FORK");
    assertThat(store.read(ArchiveLayout.seal(0))).contains(theirs.pending().seal());
  }

  @Test
  void aRestoredEpochThatTheArchiveCoversIsSuperseded() throws IOException {
    var ours = epochs.seal(INITIAL, 0, 5);
    publisher().publish(new Epochs(store, "other").seal(INITIAL, 0, 6).pending(), false);
    assertThat(publisher().publish(ours.pending(), true)).isEqualTo(Outcome.SUPERSEDED);
  }

  @Test
  void aRestoredEpochThatTheArchiveDoesNotCoverHalts() throws IOException {
    var ours = epochs.seal(INITIAL, 0, 5);
    publisher().publish(new Epochs(store, "other").seal(INITIAL, 0, 4).pending(), false);
    assertThatThrownBy(() -> publisher().publish(ours.pending(), true))
        .hasMessageStartingWith("STATE_CONTRADICTS");
  }

  @Test
  void aMissingPredecessorHalts() throws IOException {
    var first = epochs.seal(INITIAL, 0, 5);
    var second = epochs.seal(first.state(), 5, 8);
    assertThatThrownBy(() -> publisher().publish(second.pending(), false))
        .hasMessageStartingWith("ARCHIVE_BEHIND");
  }

  @Test
  void aLostUploadHalts() throws IOException {
    var first = epochs.seal(INITIAL, 0, 5);
    Files.delete(stagedFile());
    assertThatThrownBy(() -> publisher().publish(first.pending(), false))
        .hasMessageStartingWith("UPLOAD_LOST");
  }

  @Test
  void otherBytesUnderAnyKeyButTheHintsHalt() throws IOException {
    publisher().publish(epochs.seal(INITIAL, 0, 5).pending(), false);
    var outcomes = new TreeMap<String, String>();
    for (String key : contents(store).keySet()) {
      var archive = new FolderEvidenceStore(folder.resolve("forged-" + outcomes.size()));
      var ours = new Epochs(archive, "run").seal(INITIAL, 0, 5);
      archive.createOnce(key, OTHER, LockRequest.NONE);
      outcomes.put(key.replaceFirst("/.*", ""), outcome(archive, ours.pending(), key));
      if (!key.equals(ArchiveLayout.CHECKPOINT)) {
        assertThat(archive.read(key)).as(key).contains(OTHER);
      }
    }
    assertThat(outcomes)
        .isEqualTo(
            Map.of(
                "checkpoint", "PUBLISHED",
                "events", "OBJECT_CONFLICT",
                "heads", "OBJECT_CONFLICT",
                "retention", "OBJECT_CONFLICT",
                "tile", "OBJECT_CONFLICT",
                "receipt", "OBJECT_CONFLICT",
                "seal", "FORK",
                "note", "NOTE_CONFLICT"));
  }

  /** A conflict names the key, and the hash of what is there. */
  private static String outcome(EvidenceStore archive, PendingEpoch pending, String key)
      throws IOException {
    try {
      return new EpochPublisher(archive, SIGNER, change -> {}).publish(pending, false).name();
    } catch (EvidenceHaltException e) {
      if (e.code() == HaltCode.OBJECT_CONFLICT) {
        assertThat(e).hasMessageContainingAll(key, TreeHash.of(OTHER).toHex());
      }
      return e.code().name();
    }
  }

  @Test
  void rollingForwardOntoOtherBytesHalts() throws IOException {
    var first = epochs.seal(INITIAL, 0, 5);
    var interrupted = new EpochPublisher(CrashingStore.after(4, store), SIGNER, change -> {});
    assertThatThrownBy(() -> interrupted.publish(first.pending(), false))
        .isInstanceOf(IOException.class);
    store.createOnce(FIRST_TILE, OTHER, LockRequest.NONE);
    assertThatThrownBy(() -> adoption().rollForward(SIGNER, LockRequest.NONE))
        .isInstanceOf(EvidenceHaltException.class)
        .hasMessageStartingWith("OBJECT_CONFLICT: " + FIRST_TILE);
  }

  private Path stagedFile() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  @Test
  void aStateAheadOnTheSameBranchIsKept() throws IOException {
    var first = epochs.seal(INITIAL, 0, 5);
    var second = epochs.seal(first.state(), 5, 8);
    publisher().publish(first.pending(), false);
    var adopted = adoption().adopt(second.state());
    assertThat(adopted.relation()).isEqualTo(Relation.KEEP);
    assertThat(adopted.state()).isEqualTo(second.state());
    assertThat(adoption().adopt(first.state()).relation()).isEqualTo(Relation.EQUAL);
  }

  @Test
  void aJobWithoutStateAdoptsTheArchiveAndGoesOnWhereItEnds() throws IOException {
    var first = epochs.seal(INITIAL, 0, 5);
    var second = epochs.seal(first.state(), 5, 8);
    publisher().publish(first.pending(), false);
    publisher().publish(second.pending(), false);
    var adopted = adoption().adopt(INITIAL);
    assertThat(adopted.relation()).isEqualTo(Relation.ADOPT);
    assertThat(adopted.state().next()).isEqualTo(second.state().next());
    assertThat(adopted.state().tenants()).isEqualTo(second.state().tenants());
    var third = epochs.seal(adopted.state(), 8, 9);
    assertThat(publisher().publish(third.pending(), false)).isEqualTo(Outcome.PUBLISHED);
  }

  @Test
  void aStateThatContradictsAShorterArchiveHalts() throws IOException {
    var ours = epochs.seal(INITIAL, 0, 5);
    publisher().publish(new Epochs(store, "other").seal(INITIAL, 0, 4).pending(), false);
    assertThatThrownBy(() -> adoption().adopt(ours.state()))
        .hasMessageStartingWith("STATE_CONTRADICTS");
  }

  @Test
  void aSealWithoutItsNoteIsRolledForward() throws IOException {
    var first = epochs.seal(INITIAL, 0, 5);
    var interrupted = new EpochPublisher(CrashingStore.after(4, store), SIGNER, change -> {});
    assertThatThrownBy(() -> interrupted.publish(first.pending(), false))
        .isInstanceOf(IOException.class);
    assertThat(store.read(ArchiveLayout.seal(0))).isPresent();
    assertThat(store.read(ArchiveLayout.note(1))).isEmpty();
    assertThat(adoption().rollForward(SIGNER, LockRequest.NONE)).isTrue();
    assertThat(store.read(ArchiveLayout.note(1))).isPresent();
    assertThat(adoption().rollForward(SIGNER, LockRequest.NONE)).isFalse();
  }

  @Test
  void stateAndPendingEpochSurviveTheirByteForms() throws IOException {
    var first = epochs.seal(INITIAL, 0, 5);
    assertThat(SealerStateCodec.decode(SealerStateCodec.encode(first.state())))
        .isEqualTo(first.state());
    assertThat(PendingEpochCodec.decode(1, PendingEpochCodec.encode(first.pending())))
        .isEqualTo(first.pending());
    var cut = epochs.cut(7, 9);
    assertThat(PartitionCutCodec.decode(1, PartitionCutCodec.encode(cut))).isEqualTo(cut);
  }
}
