package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.keys.KeySource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class EvidenceKeysConfigTest {
  private static final String BOTH =
      "one of sealstream.evidence.key-file and sealstream.evidence.key-ring must be set";

  private final List<String> problems = new ArrayList<>();

  private KeySource keys(Map<String, String> settings) {
    Configuration raw = Configuration.fromMap(settings);
    InputConfig input = InputConfig.from(raw, new ArrayList<>());
    return EvidenceConfig.from(raw, input, problems).sink().log().keys();
  }

  @Test
  void aKeyFileOrARingIsTakenAsSet() {
    assertThat(keys(Map.of("sealstream.evidence.key-file", "k.pem")))
        .isEqualTo(KeySource.keyFile("k.pem"));
    assertThat(keys(Map.of("sealstream.evidence.key-ring", "k.json")))
        .isEqualTo(KeySource.keyRing("k.json"));
    assertThat(problems).doesNotContain(BOTH);
  }

  @Test
  void bothOrNoneIsAProblem() {
    var unused = keys(Map.of());
    assertThat(problems).contains(BOTH);
    problems.clear();
    unused =
        keys(
            Map.of(
                "sealstream.evidence.key-file", "k.pem", "sealstream.evidence.key-ring", "k.json"));
    assertThat(problems).contains(BOTH);
  }
}
