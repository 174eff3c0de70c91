package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.Classification;
import io.sealstream.schemas.ecs.DocumentPolicy;
import io.sealstream.schemas.ecs.FieldAction;
import io.sealstream.sinks.search.SearchConfig;
import io.sealstream.sinks.search.SearchCredentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class SearchJobConfigTest {
  private static final Map<String, String> NEEDED =
      Map.of(
          "sealstream.kafka.bootstrap-servers", "localhost:9092",
          "sealstream.registry.urls", "http://localhost:8081",
          "sealstream.search.urls", "http://localhost:9200");

  private final List<String> problems = new ArrayList<>();

  @Test
  void anAddressIsEnough() {
    SearchJobConfig config = read(Map.of());

    assertThat(problems).isEmpty();
    assertThat(config.search()).isEqualTo(SearchConfig.of("http://localhost:9200"));
    assertThat(config.policy()).isEqualTo(DocumentPolicy.DEFAULT);
    assertThat(config.rejected().topic()).isEqualTo("audit.rejected");
  }

  @Test
  void everyProblemIsNamedAtOnceWithItsKey() {
    read(
        Map.ofEntries(
            Map.entry("sealstream.search.urls", "localhost:9200"),
            Map.entry("sealstream.search.user", "sealstream"),
            Map.entry("sealstream.search.api-key", "k"),
            Map.entry("sealstream.search.bulk-max-docs", "0"),
            Map.entry("sealstream.search.flush-interval", "0 s"),
            Map.entry("sealstream.search.retry-initial", "1 min"),
            Map.entry("sealstream.search.request-timeout", "0 s"),
            Map.entry("sealstream.search.personal-fields", "PSEUDONYMISE"),
            Map.entry("sealstream.search.rejected-max-bytes", "1 kb")));

    assertThat(problems)
        .hasSize(9)
        .anyMatch(p -> p.startsWith("sealstream.search.urls must hold http or https"))
        .anyMatch(p -> p.contains("sealstream.search.password need each other"))
        .anyMatch(p -> p.contains("sealstream.search.user exclude each other"))
        .anyMatch(p -> p.startsWith("sealstream.search.bulk-max-docs"))
        .anyMatch(p -> p.startsWith("sealstream.search.flush-interval"))
        .anyMatch(p -> p.startsWith("sealstream.search.retry-initial"))
        .anyMatch(p -> p.startsWith("sealstream.search.request-timeout"))
        .anyMatch(p -> p.startsWith("sealstream.search.pseudonym-secret"))
        .anyMatch(p -> p.startsWith("sealstream.search.rejected-max-bytes"));
  }

  @Test
  void classesCanBeHandledOtherwise() {
    SearchJobConfig config =
        read(
            Map.of(
                "sealstream.search.personal-fields", "PSEUDONYMISE",
                "sealstream.search.sensitive-fields", "DROP",
                "sealstream.search.pseudonym-secret", "0123456789abcdef0123456789abcdef"));

    assertThat(problems).isEmpty();
    assertThat(config.policy().actions())
        .containsEntry(Classification.PERSONAL, FieldAction.PSEUDONYMISE)
        .containsEntry(Classification.SENSITIVE, FieldAction.DROP)
        .containsEntry(Classification.SECRET, FieldAction.DROP);
  }

  @Test
  void credentialsAreNotPrinted() {
    SearchJobConfig config =
        read(
            Map.of(
                "sealstream.search.user", "sealstream", "sealstream.search.password", "hunter2"));

    assertThat(config.search().credentials())
        .isEqualTo(new SearchCredentials.Basic("sealstream", "hunter2"));
    assertThat(config.toString()).doesNotContain("hunter2");
  }

  private SearchJobConfig read(Map<String, String> settings) {
    var raw = new Configuration();
    NEEDED.forEach(raw::setString);
    settings.forEach(raw::setString);
    return SearchJobConfig.from(raw, InputConfig.from(raw, problems), problems);
  }
}
