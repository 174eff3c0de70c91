package io.sealstream.evidence.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.local.S3MockServer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3MockStoreITCase implements S3StoreContract {
  private S3MockServer server;
  private Map<String, String> options;
  private EvidenceStore store;

  @BeforeAll
  void start() throws Exception {
    server = S3MockServer.start(Path.of("target", "it", "s3mock-" + ProcessHandle.current().pid()));
    options =
        Map.of(
            "profile", "s3mock",
            "endpoint", server.endpoint(),
            "access-key", "any",
            "secret-key", "any");
    S3Buckets.createLocked(BUCKET, options);
    S3Buckets.createLocked(BUCKET, options);
    store = EvidenceStores.open("s3://" + BUCKET + "/" + PREFIX, options);
  }

  @AfterAll
  void stop() {
    if (store != null) {
      store.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Override
  public EvidenceStore store() {
    return store;
  }

  @Override
  public Map<String, String> options() {
    return options;
  }

  @Override
  public LockRequest lock() {
    return new LockRequest(LockMode.COMPLIANCE, Instant.parse("2033-05-18T03:33:20Z"));
  }

  @Test
  @DisplayName("the canary finds that S3Mock deletes locked objects")
  void canaryRefusesS3Mock() {
    assertThatThrownBy(() -> LockCanary.demand(store, InstantSource.system()))
        .isInstanceOf(LocksNotEnforcedException.class)
        .hasMessageContaining("under a COMPLIANCE lock")
        .hasMessageContaining(BUCKET);
  }
}
