package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Configurations end up in logs and messages. */
class SecretsTest {
  private static final String SECRET = "s3cret-s3cret-s3cret-s3cret-s3cret";

  private final List<String> problems = new ArrayList<>();

  @Test
  @DisplayName("no configuration prints a secret")
  void configurationsPrintNoSecret() {
    Configuration raw =
        given(
            Map.of(
                "sealstream.registry.user", "u",
                "sealstream.registry.password", SECRET,
                "sealstream.evidence.store-options.secret-key", SECRET,
                "sealstream.search.user", "u",
                "sealstream.search.password", SECRET,
                "sealstream.search.pseudonym-secret", SECRET));
    InputConfig input = InputConfig.from(raw, problems);

    assertThat(input.toString()).doesNotContain(SECRET);
    assertThat(EvidenceConfig.from(raw, input, problems).toString()).doesNotContain(SECRET);
    assertThat(SearchJobConfig.from(raw, input, problems).toString()).doesNotContain(SECRET);
  }

  @Test
  @DisplayName("nor does one with tokens, nor the problems with secrets that contradict each other")
  void problemsPrintNoSecret() {
    Configuration raw =
        given(
            Map.of(
                "sealstream.registry.user",
                "u",
                "sealstream.registry.token",
                SECRET,
                "sealstream.search.user",
                "u",
                "sealstream.search.api-key",
                SECRET));
    InputConfig input = InputConfig.from(raw, problems);

    assertThat(input.toString()).doesNotContain(SECRET);
    assertThat(SearchJobConfig.from(raw, input, problems).toString()).doesNotContain(SECRET);
    assertThat(problems).hasSizeGreaterThan(2).noneMatch(problem -> problem.contains(SECRET));
  }

  private static Configuration given(Map<String, String> settings) {
    var raw = new Configuration();
    settings.forEach(raw::setString);
    return raw;
  }
}
