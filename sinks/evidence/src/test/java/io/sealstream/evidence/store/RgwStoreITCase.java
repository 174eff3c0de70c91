package io.sealstream.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.hold.HoldScenario;
import io.sealstream.evidence.retention.LifecycleRules;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Against the one server here that enforces Object Lock. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RgwStoreITCase implements S3StoreContract {
  private LockedRgw rgw;
  private EvidenceStore store;

  @BeforeAll
  void start() throws Exception {
    rgw = LockedRgw.start(BUCKET);
    store = rgw.open(PREFIX);
  }

  @AfterAll
  void stop() {
    if (store != null) {
      store.close();
    }
    if (rgw != null) {
      rgw.close();
    }
  }

  @Override
  public EvidenceStore store() {
    return store;
  }

  @Override
  public Map<String, String> options() {
    return rgw.options();
  }

  @Override
  public LockRequest lock() {
    return new LockRequest(LockMode.COMPLIANCE, Instant.parse("2033-05-18T03:33:20Z"));
  }

  @Test
  @DisplayName("the canary passes")
  void canaryPasses() {
    assertThatCode(() -> LockCanary.demand(store, InstantSource.system()))
        .doesNotThrowAnyException();
  }

  @Test
  @DisplayName("deleting, shortening and downgrading a locked object are refused")
  void lockedObjectCannotBeRemovedOrWeakened() throws Exception {
    String key = "test-" + UUID.randomUUID() + "/batch";
    StagedObject staged = Staging.stage(store, key, Bytes.utf8("evidence"));
    PublishedObject locked = store.complete(staged, lock());
    String full = PREFIX + key;
    try (S3Client client = client()) {
      assertForbidden(
          () -> client.deleteObject(r -> r.bucket(BUCKET).key(full).versionId(locked.versionId())));
      assertForbidden(
          () ->
              client.deleteObject(
                  r ->
                      r.bucket(BUCKET)
                          .key(full)
                          .versionId(locked.versionId())
                          .bypassGovernanceRetention(true)));
      assertForbidden(
          () -> retain(client, locked, COMPLIANCE, lock().retainUntil().minusSeconds(3600)));
      assertForbidden(() -> retain(client, locked, GOVERNANCE, lock().retainUntil()));
    }
    assertThat(store.complete(staged, lock())).isEqualTo(locked);
    assertThat(store.read(key)).contains(Bytes.utf8("evidence"));
  }

  @Test
  @DisplayName("a held version cannot be deleted even past its retention, until it is released")
  void holdOutlivesRetention() throws Exception {
    String key = "test-" + UUID.randomUUID() + "/batch";
    var shortly = new LockRequest(LockMode.GOVERNANCE, Instant.now().plusSeconds(3600));
    PublishedObject object = store.createOnce(key, Bytes.utf8("evidence"), shortly);
    LegalHolds holds = LegalHolds.of(store);
    assertThat(holds.oldestVersion(key)).contains(object.versionId());
    assertThat(holds.isHeld(key, object.versionId())).isFalse();
    holds.hold(key, object.versionId(), true);
    assertThat(holds.isHeld(key, object.versionId())).isTrue();
    try (S3Client client = client()) {
      // With the bypass GOVERNANCE is no retention: what refuses is the hold alone.
      assertForbidden(() -> bypass(client, object));
      holds.hold(key, object.versionId(), false);
      assertThat(holds.isHeld(key, object.versionId())).isFalse();
      bypass(client, object);
    }
    assertThat(store.read(key)).isEmpty();
  }

  private static void bypass(S3Client client, PublishedObject object) {
    client.deleteObject(
        r ->
            r.bucket(BUCKET)
                .key(PREFIX + object.key())
                .versionId(object.versionId())
                .bypassGovernanceRetention(true));
  }

  @Test
  @DisplayName("cases hold and release what proves a tenant's events, on real locks")
  void casesHoldOnRealLocks() throws Exception {
    new HoldScenario(rgw.open("holds-" + UUID.randomUUID())).twoCasesOverlap();
  }

  @Test
  @DisplayName("a lifecycle rule selects batches by their tag, and a lock outlives what it does")
  void lifecycleRulesSelectByTag() throws Exception {
    S3Buckets.createLocked("tags", rgw.options());
    try (var archive = EvidenceStores.open("s3://tags/archive", rgw.options());
        S3Client client = client()) {
      var rule =
          new ObjectMapper()
              .readTree(
                  "[{\"ID\":\"day\",\"Status\":\"Enabled\",\"Filter\":{\"And\":{\"Prefix\":\"archive/events/\",\"Tags\":[{\"Key\":\"sealstream-retention\",\"Value\":\"1y-STANDARD\"}]}},\"Expiration\":{\"Days\":1}}]");
      assertThat(BucketLifecycle.of(archive).replace("day", rule)).isEmpty();
      complete(archive, "events/goes", "1y-STANDARD");
      complete(archive, "events/stays", "7y-STANDARD");
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () -> {
                rgw.server().processLifecycle();
                assertThat(client.listObjectsV2(r -> r.bucket("tags")).contents())
                    .extracting(S3Object::key)
                    .containsExactly("archive/events/stays");
              });
      // What hides it is a delete marker: the version is locked, and what we read.
      assertThat(archive.read("events/goes")).contains(Bytes.utf8("evidence"));
    }
  }

  private void complete(EvidenceStore archive, String key, String tag) throws IOException {
    var placement = new Placement(StorageClass.STANDARD, tag);
    StagedObject staged = Staging.stage(archive, key, Bytes.utf8("evidence"), placement);
    assertThat(archive.complete(staged, lock())).isEqualTo(archive.complete(staged, lock()));
  }

  @Test
  @DisplayName("lifecycle rules of a table are taken, replace ours and leave others")
  void lifecycleRulesAreTaken() throws Exception {
    S3Buckets.createLocked("lifecycle", rgw.options());
    try (var archive = EvidenceStores.open("s3://lifecycle/archive", rgw.options())) {
      var bucket = BucketLifecycle.of(archive);
      var other =
          new ObjectMapper()
              .readTree(
                  "[{\"ID\":\"theirs\",\"Status\":\"Enabled\",\"Filter\":{\"Prefix\":\"tmp/\"},\"Expiration\":{\"Days\":1}}]");
      assertThat(bucket.replace("theirs", other)).isEmpty();
      for (int years = 7; years < 9; years++) {
        var table = RetentionTable.single("standard", LockMode.COMPLIANCE, years);
        assertThat(LifecycleRules.apply(bucket, 30, List.of(table))).containsExactly("theirs");
      }
      assertThat(bucket.current())
          .extracting(rule -> rule.id())
          .containsExactlyInAnyOrder(
              "theirs",
              "sealstream-events-8y-STANDARD",
              "sealstream-abort",
              "sealstream-canary",
              "sealstream-hint");
    }
  }

  @Test
  @DisplayName("a list goes on after the server's page of a thousand")
  void listGoesOnAfterOnePage() throws Exception {
    String folder = "test-" + UUID.randomUUID() + "/";
    try (S3Client client = client()) {
      for (int i = 0; i < 1003; i++) {
        String key = PREFIX + folder + "%04d".formatted(i);
        client.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.empty());
      }
    }
    assertThat(store.list(folder))
        .hasSize(1003)
        .isSorted()
        .startsWith(folder + "0000")
        .endsWith(folder + "1002");
  }

  private static final ObjectLockRetentionMode COMPLIANCE = ObjectLockRetentionMode.COMPLIANCE;
  private static final ObjectLockRetentionMode GOVERNANCE = ObjectLockRetentionMode.GOVERNANCE;

  private static void retain(
      S3Client client, PublishedObject object, ObjectLockRetentionMode mode, Instant until) {
    client.putObjectRetention(
        r ->
            r.bucket(BUCKET)
                .key(PREFIX + object.key())
                .versionId(object.versionId())
                .bypassGovernanceRetention(true)
                .retention(t -> t.mode(mode).retainUntilDate(until)));
  }

  private static void assertForbidden(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
  }
}
