package io.sealstream.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.local.Endpoints;
import io.sealstream.local.LocalHome;
import io.sealstream.local.Server;
import io.sealstream.local.StoreKind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobDefaultsTest {
  @TempDir Path work;

  @Test
  @DisplayName(
      "the evidence job gets the archive, its options and one key that the trust file knows")
  void evidenceJobGetsArchiveAndKey() throws Exception {
    Endpoints stack = stack(StoreKind.S3MOCK, Map.of("profile", "s3mock"));
    Map<String, String> defaults = JobDefaults.of(Job.EVIDENCE, stack, work, LocalHome.find());
    assertThat(defaults)
        .containsEntry("sealstream.kafka.bootstrap-servers", "127.0.0.1:1")
        .containsEntry("sealstream.registry.urls", "http://127.0.0.1:2")
        .containsEntry("sealstream.evidence.store-uri", "archive")
        .containsEntry("sealstream.evidence.store-options.profile", "s3mock")
        .doesNotContainKey("sealstream.evidence.lock-mode")
        .isEqualTo(JobDefaults.of(Job.EVIDENCE, stack, work, LocalHome.find()));

    Path key = Path.of(defaults.getOrDefault("sealstream.evidence.key-file", ""));
    String origin = defaults.getOrDefault("sealstream.evidence.origin", "");
    TrustFile trust = TrustFile.read(work.resolve("keys/trust.json"));
    assertThat(trust.origin()).isEqualTo(origin);
    assertThat(trust.keys())
        .extracting(trusted -> trusted.key())
        .containsExactly(NoteSigner.fromPem(origin, key).key());
  }

  @Test
  @DisplayName("a folder is asked for no lock, which it would refuse")
  void folderGetsNoLock() throws Exception {
    assertThat(
            JobDefaults.of(Job.EVIDENCE, stack(StoreKind.FILE, Map.of()), work, LocalHome.find()))
        .containsEntry("sealstream.evidence.lock-mode", "NONE");
  }

  @Test
  @DisplayName("the policy job gets the sample's policies; paths of the caller's become absolute")
  void policyJobGetsTheSamplePolicies() throws Exception {
    Map<String, String> defaults =
        JobDefaults.of(Job.POLICY, stack(StoreKind.FILE, Map.of()), work, LocalHome.find());
    assertThat(Path.of(defaults.getOrDefault(JobDefaults.POLICY_PATHS, "")))
        .isAbsolute()
        .isDirectoryContaining("glob:**.yml");
    assertThat(JobDefaults.absolute("a;/b/../c")).isEqualTo(Path.of("a").toAbsolutePath() + ";/c");
  }

  @Test
  @DisplayName("the local policy job takes unsigned policies, until it is given the signers' keys")
  void keysEndDevelopment() throws Exception {
    Map<String, String> defaults =
        JobDefaults.of(Job.POLICY, stack(StoreKind.FILE, Map.of()), work, LocalHome.find());
    assertThat(defaults)
        .containsEntry("sealstream.policy.topic", "audit.policies")
        .containsEntry("sealstream.policy.development", "true");

    Map<String, String> keys = Map.of(JobDefaults.POLICY_KEYS, "/keys");
    assertThat(JobDefaults.overridden(defaults, keys))
        .containsEntry("sealstream.policy.topic", "audit.policies")
        .containsAllEntriesOf(keys)
        .doesNotContainKeys(JobDefaults.POLICY_PATHS, "sealstream.policy.development");
    assertThat(JobDefaults.overridden(defaults, Map.of(JobDefaults.POLICY_PATHS, "/mine")))
        .containsEntry(JobDefaults.POLICY_PATHS, "/mine")
        .containsEntry("sealstream.policy.development", "true");
  }

  @Test
  @DisplayName("whoever sets a key ring does not get the development key beside it")
  void aKeyRingReplacesTheDevelopmentKey() throws Exception {
    Map<String, String> defaults =
        JobDefaults.of(Job.EVIDENCE, stack(StoreKind.FILE, Map.of()), work, LocalHome.find());
    Map<String, String> ring = Map.of("sealstream.evidence.key-ring", "/keys.json");

    assertThat(JobDefaults.overridden(defaults, ring))
        .containsAllEntriesOf(ring)
        .doesNotContainKey("sealstream.evidence.key-file");
  }

  private static Endpoints stack(StoreKind kind, Map<String, String> storeOptions) {
    return new Endpoints(
        Map.of(
            Server.KAFKA,
            "127.0.0.1:1",
            Server.REGISTRY,
            "http://127.0.0.1:2",
            Server.STORE,
            "archive"),
        kind,
        storeOptions);
  }
}
