package io.sealstream.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderEvidenceStoreTest implements EvidenceStoreContract {
  @TempDir Path root;
  private EvidenceStore store;

  @BeforeEach
  void open() {
    store = new FolderEvidenceStore(root.resolve("archive"));
  }

  @Override
  public EvidenceStore store() {
    return store;
  }

  @Override
  public LockRequest lock() {
    return LockRequest.NONE;
  }

  @Override
  public void lose(StagedObject staged) throws IOException {
    Files.delete(root.resolve("archive/.staging").resolve(staged.uploadId()));
  }

  @Test
  @DisplayName("what a crash leaves half written is not listed, and does not stand in the way")
  void leftoversOfACrashAreInvisible() throws Exception {
    var abandoned = store.stage("a");
    abandoned.write(new byte[100_000]);
    // The process dies here: nothing closes the stream.
    EvidenceStore restarted = new FolderEvidenceStore(root.resolve("archive"));
    assertThat(restarted.list("")).isEmpty();
    assertThat(restarted.read("a")).isEmpty();
    restarted.createOnce("a", Bytes.utf8("whole"), LockRequest.NONE);
    assertThat(restarted.list("")).containsExactly("a");
    abandoned.close();
  }

  @Test
  @DisplayName("an upload staged before a restart is completed after it")
  void stagedUploadSurvivesARestart() throws Exception {
    StagedObject staged = Staging.stage(store, "events/b", Bytes.utf8("kept"));
    EvidenceStore restarted = new FolderEvidenceStore(root.resolve("archive"));
    restarted.complete(staged, LockRequest.NONE);
    assertThat(restarted.read("events/b")).contains(Bytes.utf8("kept"));
  }

  @Test
  @DisplayName("a crash between publishing and tidying up is completed again")
  void crashAfterTheLinkIsCompletedAgain() throws Exception {
    StagedObject staged = Staging.stage(store, "c", Bytes.utf8("twice named"));
    Path upload = root.resolve("archive/.staging").resolve(staged.uploadId());
    Files.createLink(root.resolve("archive/c"), upload);
    store.complete(staged, LockRequest.NONE);
    assertThat(upload).doesNotExist();
    assertThat(store.read("c")).contains(Bytes.utf8("twice named"));
  }

  @Test
  @DisplayName("a staged file that was cut short is lost, not published")
  void truncatedUploadIsNotPublished() throws Exception {
    StagedObject staged = Staging.stage(store, "d", Bytes.utf8("0123456789"));
    Files.writeString(root.resolve("archive/.staging").resolve(staged.uploadId()), "01234");
    assertThatThrownBy(() -> store.complete(staged, LockRequest.NONE))
        .isInstanceOf(UploadLostException.class);
    assertThat(store.read("d")).isEmpty();
  }

  @Test
  @DisplayName("a reader sees each object whole or not at all while it is being written")
  void readerNeverSeesHalfAnObject() throws Exception {
    Bytes body = Bytes.wrap(new byte[512 * 1024]);
    var stop = new AtomicBoolean();
    var pool = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> alwaysWhole =
          pool.submit(
              () -> {
                boolean whole = true;
                while (!stop.get()) {
                  for (String key : store.list("race/")) {
                    whole &= store.read(key).orElseThrow().equals(body);
                  }
                }
                return whole;
              });
      for (int i = 0; i < 40; i++) {
        store.createOnce("race/" + i, body, LockRequest.NONE);
        store.complete(Staging.stage(store, "race/s" + i, body), LockRequest.NONE);
      }
      stop.set(true);
      assertThat(alwaysWhole.get()).isTrue();
    } finally {
      stop.set(true);
      pool.shutdownNow();
    }
  }

  @Test
  @DisplayName("published files carry no write permission, and nothing is left in staging")
  void publishedFilesAreReadOnly() throws Exception {
    store.createOnce("e", Bytes.utf8("e"), LockRequest.NONE);
    store.complete(Staging.stage(store, "f", Bytes.utf8("f")), LockRequest.NONE);
    for (String name : List.of("e", "f")) {
      assertThat(Files.getPosixFilePermissions(root.resolve("archive").resolve(name)))
          .allMatch(permission -> permission.name().endsWith("READ"));
    }
    assertThat(root.resolve("archive/.staging")).isEmptyDirectory();
  }

  @Test
  @DisplayName("a checkpoint's upload id cannot name a file outside staging")
  void uploadIdCannotLeaveStaging() throws Exception {
    Files.createDirectories(root.resolve("archive"));
    Files.writeString(root.resolve("archive/outside"), "x");
    var forged = new StagedObject("g", "../outside", List.of(), 1, Sha256.of(Bytes.utf8("x")), "");
    assertThatThrownBy(() -> store.complete(forged, LockRequest.NONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(store.read("g")).isEmpty();
  }

  @Test
  @DisplayName("a lock is refused instead of ignored")
  void lockIsRefused() {
    var lock = new LockRequest(LockMode.COMPLIANCE, Instant.parse("2033-05-18T03:33:20Z"));
    assertThatThrownBy(() -> store.createOnce("h", Bytes.utf8("h"), lock))
        .isInstanceOf(LocksNotEnforcedException.class)
        .hasMessageContaining("a folder cannot hold the COMPLIANCE lock");
    assertThatThrownBy(() -> LockCanary.demand(store, () -> Instant.EPOCH))
        .isInstanceOf(LocksNotEnforcedException.class);
  }
}
