package io.sealstream.evidence.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.Bytes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does, whatever it is made of. */
interface EvidenceStoreContract {
  /** The store under test; other tests may have written to it, under other keys. */
  EvidenceStore store();

  /** The strongest lock that it takes. */
  LockRequest lock();

  /** Makes the store forget an upload, as a clean-up rule does. */
  void lose(StagedObject staged) throws IOException;

  @Test
  @DisplayName("a staged object is invisible until it is completed, then whole")
  default void stagedObjectIsInvisibleUntilCompleted() throws Exception {
    String folder = newFolder();
    StagedObject staged = stage(folder + "a.avro", Bytes.utf8("evidence"));
    assertThat(store().list(folder)).isEmpty();
    assertThat(store().read(staged.key())).isEmpty();

    PublishedObject published = store().complete(staged, lock());

    assertThat(store().list(folder)).containsExactly(staged.key());
    assertThat(store().read(staged.key())).contains(Bytes.utf8("evidence"));
    assertThat(published.key()).isEqualTo(staged.key());
    assertThat(published.size()).isEqualTo(8);
    assertThat(published.eTag()).isNotBlank();
    assertAsLockedAsAsked(published);
  }

  @Test
  @DisplayName("completing again is success, and changes nothing")
  default void completingTwiceIsSuccess() throws Exception {
    StagedObject staged = stage(newFolder() + "a", Bytes.utf8("once"));
    PublishedObject first = store().complete(staged, lock());
    assertThat(store().complete(staged, lock())).isEqualTo(first);
  }

  @Test
  @DisplayName("an upload of several parts arrives byte by byte, and its hash is told")
  default void largeObjectArrivesWhole() throws Exception {
    byte[] bytes = new byte[11 * 1024 * 1024 + 3];
    new Random(7).nextBytes(bytes);
    String key = newFolder() + "large";
    StagedObject staged;
    try (StagingStream out = store().stage(key)) {
      out.write(bytes[0]);
      out.write(bytes, 1, 6 * 1024 * 1024);
      out.write(bytes, 6 * 1024 * 1024 + 1, bytes.length - 6 * 1024 * 1024 - 1);
      staged = out.finish();
    }
    assertThat(staged.size()).isEqualTo(bytes.length);
    assertThat(staged.sha256()).isEqualTo(Sha256.of(Bytes.wrap(bytes)));
    store().complete(staged, lock());
    try (InputStream in = store().open(key)) {
      assertThat(Sha256.of(in)).isEqualTo(staged.sha256());
    }
  }

  @Test
  @DisplayName("an empty object can be staged")
  default void emptyObjectCanBeStaged() throws Exception {
    StagedObject staged = stage(newFolder() + "empty", Bytes.EMPTY);
    assertThat(store().complete(staged, lock()).size()).isZero();
    assertThat(store().read(staged.key())).contains(Bytes.EMPTY);
  }

  @Test
  @DisplayName("an upload closed without a finish never appears")
  default void abandonedUploadNeverAppears() throws Exception {
    String folder = newFolder();
    try (StagingStream out = store().stage(folder + "half")) {
      out.write("half".getBytes(UTF_8));
    }
    assertThat(store().list(folder)).isEmpty();
  }

  @Test
  @DisplayName("a finished upload takes no more bytes")
  default void finishedUploadTakesNoMore() throws Exception {
    try (StagingStream out = store().stage(newFolder() + "done")) {
      out.finish();
      assertThatThrownBy(out::finish).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  @DisplayName("an upload that is gone, without its object, is reported lost")
  default void lostUploadIsReported() throws Exception {
    StagedObject staged = stage(newFolder() + "lost", Bytes.utf8("bytes"));
    lose(staged);
    assertThatThrownBy(() -> store().complete(staged, lock()))
        .isInstanceOf(UploadLostException.class)
        .hasMessageContaining(staged.key());
  }

  @Test
  @DisplayName("completing onto other bytes is a conflict, and theirs stay")
  default void completingOntoOtherBytesIsAConflict() throws Exception {
    String key = newFolder() + "taken";
    StagedObject staged = stage(key, Bytes.utf8("ours"));
    store().createOnce(key, Bytes.utf8("them"), lock());
    assertThatThrownBy(() -> store().complete(staged, lock()))
        .isInstanceOf(ObjectConflictException.class)
        .hasMessageContainingAll(key, hash("ours"), hash("them"));
    assertThat(store().read(key)).contains(Bytes.utf8("them"));
  }

  @Test
  @DisplayName("an object is created once: the same bytes again are fine, others a conflict")
  default void objectIsCreatedOnce() throws Exception {
    String key = newFolder() + "seal.json";
    PublishedObject first = store().createOnce(key, Bytes.utf8("seal"), lock());
    assertAsLockedAsAsked(first);
    assertThat(store().createOnce(key, Bytes.utf8("seal"), lock())).isEqualTo(first);
    assertThatThrownBy(() -> store().createOnce(key, Bytes.utf8("fork"), lock()))
        .isInstanceOfSatisfying(
            ObjectConflictException.class,
            e -> assertThat(e.existing()).isEqualTo(Bytes.utf8("seal")))
        .hasMessageContainingAll(key, hash("seal"), hash("fork"));
    assertThat(store().read(key)).contains(Bytes.utf8("seal"));
  }

  @Test
  @DisplayName("of writers racing for a key with different bytes, exactly one wins")
  default void exactlyOneRacingWriterWins() throws Exception {
    String key = newFolder() + "raced";
    List<Race.Result> results = Race.createOnce(store(), lock(), key, i -> Bytes.utf8("w" + i));
    assertThat(results).filteredOn(Race.Result::won).hasSize(1);
    Bytes winner = store().read(key).orElseThrow();
    assertThat(results).allSatisfy(result -> assertThat(result.seen()).isEqualTo(winner));
  }

  @Test
  @DisplayName("writers racing for a key with the same bytes all succeed")
  default void racingWritersOfTheSameBytesAllSucceed() throws Exception {
    String key = newFolder() + "raced";
    assertThat(Race.createOnce(store(), lock(), key, i -> Bytes.utf8("same")))
        .allMatch(Race.Result::won);
  }

  @Test
  @DisplayName("a hint is overwritten, and the newest is read")
  default void hintIsOverwritten() throws Exception {
    String key = newFolder() + "checkpoint";
    for (int i = 0; i < 3; i++) {
      store().putHint(key, Bytes.utf8("size " + i));
      assertThat(store().read(key)).contains(Bytes.utf8("size " + i));
    }
    try (InputStream in = store().open(key)) {
      assertThat(in).hasContent("size 2");
    }
  }

  @Test
  @DisplayName("a hint can be read at any moment while it is overwritten")
  default void hintIsReadableWhileOverwritten() throws Exception {
    String key = newFolder() + "checkpoint";
    store().putHint(key, Bytes.utf8("size"));
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              try {
                for (int i = 0; i < 60; i++) {
                  store().putHint(key, Bytes.utf8("size"));
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    do {
      assertThat(store().read(key)).contains(Bytes.utf8("size"));
    } while (!writer.isDone());
    writer.get();
  }

  @Test
  @DisplayName("what is not there reads as empty, and does not open")
  default void absentObject() throws Exception {
    String key = newFolder() + "absent";
    assertThat(store().read(key)).isEmpty();
    assertThatThrownBy(() -> store().open(key))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining(key);
    assertThat(store().list(newFolder())).isEmpty();
  }

  @Test
  @DisplayName("a list is sorted, and its prefix need not end at a slash")
  default void listIsSortedAndByPrefix() throws Exception {
    String folder = newFolder();
    for (String name : List.of("seal/2", "seal/10", "seal/1", "sealed", "other")) {
      store().createOnce(folder + name, Bytes.utf8(name), lock());
    }
    assertThat(store().list(folder + "seal/"))
        .containsExactly(folder + "seal/1", folder + "seal/10", folder + "seal/2");
    assertThat(store().list(folder + "seal/1"))
        .containsExactly(folder + "seal/1", folder + "seal/10");
    assertThat(store().list(folder + "seal")).hasSize(4).contains(folder + "sealed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a",
        "a/",
        "a//b",
        "..",
        "../a",
        "a/../b",
        "a/..",
        "./a",
        ".staging/x",
        "a\\b",
        "a\nb"
      })
  @DisplayName("a key that is not a plain relative path is refused")
  default void badKeyIsRefused(String key) {
    assertThatThrownBy(() -> store().stage(key)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store().createOnce(key, Bytes.EMPTY, lock()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store().putHint(key, Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store().read(key)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store().open(key)).isInstanceOf(IllegalArgumentException.class);
  }

  private void assertAsLockedAsAsked(PublishedObject published) {
    assertThat(published.lockMode()).isEqualTo(lock().mode());
    if (lock().mode() != LockMode.NONE) {
      assertThat(published.retainUntil()).isAfterOrEqualTo(lock().retainUntil());
    }
  }

  private StagedObject stage(String key, Bytes bytes) throws IOException {
    return Staging.stage(store(), key, bytes);
  }

  private static String hash(String body) {
    return Sha256.of(Bytes.utf8(body)).toHex();
  }

  private static String newFolder() {
    return "test-" + UUID.randomUUID() + "/";
  }
}
