package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unsigned policies run nowhere but in development. */
class PublishedPoliciesTest {
  private static final String PATHS = "sealstream.policy.paths";
  private static final String TOPIC = "sealstream.policy.topic";
  private static final String KEYS = "sealstream.policy.keys";
  private static final String DEVELOPMENT = "sealstream.policy.development";

  @TempDir private Path folder = Path.of("");

  private String keysFile() throws Exception {
    byte[] key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded();
    Path file = folder.resolve("keys");
    Files.writeString(file, "alice author " + Base64.getEncoder().encodeToString(key) + "\n");
    return file.toString();
  }

  private static List<String> problems(Map<String, String> settings) {
    var problems = new ArrayList<String>();
    PublishedPolicies.from(Configuration.fromMap(settings), problems);
    return problems;
  }

  @Test
  void aTopicWithKeysTakesTheKeysTextAlong() throws Exception {
    var problems = new ArrayList<String>();
    String keys = keysFile();
    var published =
        PublishedPolicies.from(
            Configuration.fromMap(Map.of(TOPIC, "audit.policies", KEYS, keys)), problems);
    assertThat(problems).isEmpty();
    assertThat(published)
        .isEqualTo(new PublishedPolicies("audit.policies", Files.readString(Path.of(keys))));
  }

  @Test
  void developmentTakesBothUnsigned() {
    assertThat(problems(Map.of(PATHS, "p", TOPIC, "t", DEVELOPMENT, "true"))).isEmpty();
    assertThat(problems(Map.of(PATHS, "p", DEVELOPMENT, "true"))).isEmpty();
    assertThat(problems(Map.of(TOPIC, "t", DEVELOPMENT, "true"))).isEmpty();
  }

  @Test
  void pathsOutsideOfDevelopmentAreRefusedEvenBesideSignedOnes() throws Exception {
    String said =
        "sealstream.policy.paths are not signed: publish them and set sealstream.policy.topic and"
            + " sealstream.policy.keys, or set sealstream.policy.development=true";
    assertThat(problems(Map.of(PATHS, "p"))).containsExactly(said);
    assertThat(problems(Map.of(PATHS, "p", TOPIC, "t", KEYS, keysFile()))).containsExactly(said);
  }

  @Test
  void aTopicWithoutKeysIsRefusedOutsideOfDevelopment() {
    assertThat(problems(Map.of(TOPIC, "t")))
        .singleElement()
        .asString()
        .startsWith("sealstream.policy.keys is required with sealstream.policy.topic");
  }

  @Test
  void keysInDevelopmentAreRefusedSinceNothingWouldBeChecked() throws Exception {
    assertThat(problems(Map.of(TOPIC, "t", KEYS, keysFile(), DEVELOPMENT, "true")))
        .singleElement()
        .asString()
        .contains("leave one out");
  }

  @Test
  void neitherTopicNorPathsIsRefused() {
    assertThat(problems(Map.of()))
        .singleElement()
        .asString()
        .startsWith("sealstream.policy.topic or sealstream.policy.paths is required");
  }

  @Test
  void aWrongKeysFileIsToldWithItsLine() throws Exception {
    Path wrong = folder.resolve("wrong");
    Files.writeString(wrong, "# keys\nalice boss AAAA\n");
    assertThat(problems(Map.of(TOPIC, "t", KEYS, wrong.toString())))
        .singleElement()
        .asString()
        .startsWith("sealstream.policy.keys: " + wrong + ":2: ");
    assertThat(problems(Map.of(TOPIC, "t", KEYS, folder.resolve("none").toString())))
        .singleElement()
        .asString()
        .contains("none cannot be read");
  }

  @Test
  @DisplayName("the job asks, and nothing starts")
  void theJobRefusesAtOnce() {
    assertThatThrownBy(
            () ->
                PolicyJob.main(
                    new String[] {
                      "sealstream.kafka.bootstrap-servers=localhost:1",
                      "sealstream.registry.urls=http://localhost:1",
                      PATHS + "=" + folder
                    }))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("sealstream.policy.paths are not signed");
  }
}
