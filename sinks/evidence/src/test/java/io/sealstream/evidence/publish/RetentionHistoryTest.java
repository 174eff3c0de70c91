package io.sealstream.evidence.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.FolderEvidenceStore;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Category;
import io.sealstream.schemas.v1.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionHistoryTest {
  private static final NoteSigner SIGNER = Epochs.SIGNER;
  private static final RetentionTable FIRST = RetentionTable.single("standard", LockMode.NONE, 0);
  private static final RetentionTable SECOND =
      new RetentionTable(1, "alice", "ticket 1", FIRST.rules());
  private static final SealerState INITIAL = SealerState.initial(Epochs.NOW.toEpochMilli());

  @TempDir Path folder;
  private final List<AuditEvent> told = new ArrayList<>();
  private EvidenceStore store;
  private Epochs epochs;

  @BeforeEach
  void open() {
    store = new FolderEvidenceStore(folder);
    epochs = new Epochs(store, "run");
  }

  private void tell(RetentionChange change) {
    told.add(change.event("test/log", new TenantId("sealstream")));
  }

  private EpochPublisher publisher(EvidenceStore to) {
    return new EpochPublisher(to, SIGNER, this::tell);
  }

  @Test
  void aChangeIsToldOnceAndSaysWhoWhyAndWhat() throws IOException {
    var first = epochs.seal(INITIAL, 0, 5);
    var second = epochs.under(SECOND).seal(first.state(), 5, 8);
    var third = epochs.under(SECOND).seal(second.state(), 8, 9);
    var publisher = publisher(store);
    publisher.publish(first.pending(), false);
    told.clear();
    publisher.publish(second.pending(), false);
    publisher.publish(third.pending(), false);
    publisher(store).publish(epochs.under(SECOND).seal(third.state(), 9, 10).pending(), false);

    assertThat(told).hasSize(1);
    AuditEvent event = told.get(0);
    assertThat(event.getAction()).isEqualTo("change_retention_table");
    assertThat(event.getCategory()).isEqualTo(Category.CONFIGURATION);
    assertThat(event.getActor().getId()).isEqualTo("alice");
    assertThat(event.getReason()).isEqualTo("ticket 1");
    assertThat(event.getChanges())
        .extracting(Change::getField, Change::getOld, Change::getNew$)
        .containsExactly(
            tuple("sha256", FIRST.sha256().toHex(), SECOND.sha256().toHex()),
            tuple("version", "0", "1"));
  }

  @Test
  void aKillBetweenAnyTwoWritesNeitherLosesTheChangeNorMakesItAnother() throws IOException {
    var first = epochs.seal(INITIAL, 0, 5);
    publisher(store).publish(first.pending(), false);
    var second = epochs.under(SECOND).seal(first.state(), 5, 8).pending();
    for (int writes = 0; writes <= 4; writes++) {
      told.clear();
      var crashing = publisher(CrashingStore.after(writes, store));
      assertThatThrownBy(() -> crashing.publish(second, false)).hasMessage("crashed");
      boolean sealed = store.read(ArchiveLayout.seal(1)).isPresent();
      assertThat(sealed && told.isEmpty()).as("sealed untold after %d writes", writes).isFalse();
    }
    told.clear();
    publisher(store).publish(second, true);
    assertThat(told).hasSize(1);
    String id = told.get(0).getId();
    publisher(store).publish(second, true);
    assertThat(told).extracting(AuditEvent::getId).containsExactly(id, id);
  }

  @Test
  void nothingIsSealedUnderANewTableWhileItCannotBeTold() throws IOException {
    var first = epochs.seal(INITIAL, 0, 5);
    publisher(store).publish(first.pending(), false);
    var second = epochs.under(SECOND).seal(first.state(), 5, 8).pending();
    var mute =
        new EpochPublisher(
            store,
            SIGNER,
            change -> {
              throw new IOException("no broker");
            });
    assertThatThrownBy(() -> mute.publish(second, false)).hasMessage("no broker");
    assertThat(store.read(ArchiveLayout.seal(1))).isEmpty();
  }

  @Test
  void anotherTableOfTheSameVersionHalts() throws IOException {
    var first = epochs.under(SECOND).seal(INITIAL, 0, 5);
    publisher(store).publish(first.pending(), false);
    var other = new RetentionTable(1, "mallory", "none", FIRST.rules());
    var second = epochs.under(other).seal(first.state(), 5, 8).pending();
    assertThatThrownBy(() -> publisher(store).publish(second, false))
        .isInstanceOf(EvidenceHaltException.class)
        .hasMessageStartingWith("RETENTION_VERSION: the archive is sealed under version 1");
    assertThat(RetentionHistory.newest(store)).contains(SECOND);
  }
}
