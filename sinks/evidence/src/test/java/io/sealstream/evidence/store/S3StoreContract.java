package io.sealstream.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** What a store in a bucket with Object Lock does besides. */
interface S3StoreContract extends EvidenceStoreContract {
  String BUCKET = "evidence";
  String PREFIX = "archive/";

  /** Options for {@link EvidenceStores#open}. */
  Map<String, String> options();

  @Override
  default void lose(StagedObject staged) {
    try (S3Client client = client()) {
      client.abortMultipartUpload(
          r -> r.bucket(BUCKET).key(PREFIX + staged.key()).uploadId(staged.uploadId()));
    }
  }

  @Test
  @DisplayName("a later version on top of evidence changes nothing that is read")
  default void overwriteChangesNothing() throws Exception {
    String key = "test-" + UUID.randomUUID() + "/seal";
    store().createOnce(key, Bytes.utf8("sealed"), lock());
    overwrite(key, "forged");
    assertThat(store().read(key)).contains(Bytes.utf8("sealed"));
    assertThat(store().list(key)).containsExactly(key);
    assertThat(store().createOnce(key, Bytes.utf8("sealed"), lock()).size()).isEqualTo(6);
    assertThatThrownBy(() -> store().createOnce(key, Bytes.utf8("forged"), lock()))
        .isInstanceOf(ObjectConflictException.class);
  }

  @Test
  @DisplayName("a version on top that calls itself a hint changes nothing either")
  default void forgedHintChangesNothing() throws Exception {
    String key = "test-" + UUID.randomUUID() + "/seal";
    store().createOnce(key, Bytes.utf8("sealed"), lock());
    store().putHint(key, Bytes.utf8("forged"));
    assertThat(store().read(key)).contains(Bytes.utf8("sealed"));
  }

  @Test
  @DisplayName("a hint is read though each list's oldest version is gone when it is asked for")
  default void hintOutrunsItsReader() throws Exception {
    String key = "test-" + UUID.randomUUID() + "/checkpoint";
    for (int i = 0; i < 3; i++) {
      store().putHint(key, Bytes.utf8("size"));
    }
    try (S3Client client = client()) {
      S3Client raced =
          AfterList.of(
              client,
              list -> {
                ObjectVersion oldest = list.versions().get(list.versions().size() - 1);
                client.deleteObject(
                    r -> r.bucket(BUCKET).key(oldest.key()).versionId(oldest.versionId()));
                putHintUnchecked(key);
              });
      var reader = new S3EvidenceStore(raced, S3Options.parse(options()), BUCKET, PREFIX);
      assertThat(reader.read(key)).contains(Bytes.utf8("size"));
    }
  }

  private void putHintUnchecked(String key) {
    try {
      store().putHint(key, Bytes.utf8("size"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("a delete marker on top of evidence hides nothing")
  default void deleteMarkerHidesNothing() throws Exception {
    String key = "test-" + UUID.randomUUID() + "/seal";
    store().createOnce(key, Bytes.utf8("sealed"), lock());
    try (S3Client client = client()) {
      client.deleteObject(r -> r.bucket(BUCKET).key(PREFIX + key));
    }
    assertThat(store().read(key)).contains(Bytes.utf8("sealed"));
    assertThat(store().list(key)).containsExactly(key);
  }

  @Test
  @DisplayName("an upload whose completion was not heard of is recognised by its bytes, and locked")
  default void unheardCompletionIsRecognised() throws Exception {
    String key = "test-" + UUID.randomUUID() + "/batch";
    StagedObject staged = Staging.stage(store(), key, Bytes.utf8("batch"));
    completeUnheard(staged);
    PublishedObject published = store().complete(staged, lock());
    assertThat(published.lockMode()).isEqualTo(lock().mode());
    assertThat(published.retainUntil()).isEqualTo(lock().retainUntil());
  }

  @Test
  @DisplayName("a completed object has the tag of its upload, also if only its repetition is heard")
  default void completedObjectHasItsTag() throws Exception {
    for (boolean heard : List.of(true, false)) {
      String key = "test-" + UUID.randomUUID() + "/batch";
      var placement = new Placement(StorageClass.STANDARD, "7y-STANDARD");
      StagedObject staged = Staging.stage(store(), key, Bytes.utf8("batch"), placement);
      if (!heard) {
        completeUnheard(staged);
      }
      PublishedObject published = store().complete(staged, lock());
      assertThat(store().complete(staged, lock())).isEqualTo(published);
      assertThat(tags(published)).containsExactly("sealstream-retention=7y-STANDARD");
    }
  }

  private List<String> tags(PublishedObject object) {
    try (S3Client client = client()) {
      return client
          .getObjectTagging(
              r -> r.bucket(BUCKET).key(PREFIX + object.key()).versionId(object.versionId()))
          .tagSet()
          .stream()
          .map(tag -> tag.key() + "=" + tag.value())
          .toList();
    }
  }

  /** The call of a job that dies before the answer. */
  private void completeUnheard(StagedObject staged) {
    var part = CompletedPart.builder().partNumber(1).eTag(staged.partTags().get(0)).build();
    try (S3Client client = client()) {
      client.completeMultipartUpload(
          r ->
              r.bucket(BUCKET)
                  .key(PREFIX + staged.key())
                  .uploadId(staged.uploadId())
                  .multipartUpload(m -> m.parts(part)));
    }
  }

  @Test
  @DisplayName("a lock is lengthened by asking again, and never shortened")
  default void lockIsOnlyLengthened() throws Exception {
    String key = "test-" + UUID.randomUUID() + "/batch";
    Bytes body = Bytes.utf8("body");
    store().createOnce(key, body, lock());
    var longer = new LockRequest(LockMode.COMPLIANCE, lock().retainUntil().plusSeconds(60));
    assertThat(store().createOnce(key, body, longer).retainUntil()).isEqualTo(longer.retainUntil());
    assertThat(store().createOnce(key, body, lock()).retainUntil()).isEqualTo(longer.retainUntil());
  }

  @Test
  @DisplayName("a bucket without Object Lock is noticed by the canary and by a lock asked for")
  default void plainBucketIsRefused() throws Exception {
    S3Buckets.createPlain("plain", options());
    try (var plain = EvidenceStores.open("s3://plain", options())) {
      assertThatThrownBy(() -> LockCanary.demand(plain, InstantSource.system()))
          .isInstanceOfAny(LocksNotEnforcedException.class, IOException.class)
          .hasMessageContaining("plain");
      plain.createOnce("unlocked", Bytes.utf8("x"), LockRequest.NONE);
      assertThatThrownBy(() -> plain.createOnce("unlocked", Bytes.utf8("x"), lock()))
          .isInstanceOfAny(LocksNotEnforcedException.class, IOException.class);
      assertThatThrownBy(() -> plain.createOnce("unlocked", Bytes.utf8("y"), LockRequest.NONE))
          .isInstanceOf(ObjectConflictException.class);
      assertThat(plain.read("unlocked")).contains(Bytes.utf8("x"));
    }
  }

  @Test
  @DisplayName("a server that cannot be reached is an IOException without secrets")
  default void unreachableServer() {
    var options = new HashMap<>(options());
    options.put("endpoint", "http://127.0.0.1:1");
    options.put("secret-key", "hunter2");
    try (var store = EvidenceStores.open("s3://" + BUCKET, options)) {
      assertThatThrownBy(() -> store.read("x"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ListObjectVersions of x")
          .message()
          .doesNotContain("hunter2");
    }
  }

  private void overwrite(String key, String body) {
    try (S3Client client = client()) {
      Bytes bytes = Bytes.utf8(body);
      client.putObject(
          r -> r.bucket(BUCKET).key(PREFIX + key), RequestBody.fromBytes(bytes.toArray()));
    }
  }

  default S3Client client() {
    return S3Clients.create(S3Options.parse(options()));
  }
}
