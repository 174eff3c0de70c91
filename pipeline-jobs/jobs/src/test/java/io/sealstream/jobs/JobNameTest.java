package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class JobNameTest {
  private final List<String> problems = new ArrayList<>();

  private String name(String pipeline, String job) {
    return JobName.of(new Configuration().set(InputOptions.PIPELINE, pipeline), job, problems)
        .text();
  }

  @Test
  void theDefaultKeepsTheNamesThatStateAndGroupsHave() {
    var raw = new Configuration();
    assertThat(List.of("policy", "evidence", "search"))
        .extracting(job -> JobName.of(raw, job, problems).text())
        .containsExactly("sealstream-policy", "sealstream-evidence", "sealstream-search");
    assertThat(problems).isEmpty();
  }

  private static InputConfig input() {
    return InputConfig.from(
        new Configuration()
            .set(InputOptions.BOOTSTRAP_SERVERS, "h:1")
            .set(InputOptions.REGISTRY_URLS, List.of("http://r")),
        new ArrayList<>());
  }

  private String transactions(String pipeline, String topic) {
    var name = new JobName(name(pipeline, "evidence"));
    return PolicyJob.target(topic, input(), name, null).transactionalIdPrefix();
  }

  @Test
  void groupClientsAndTransactionsOfTwoPipelinesAreDisjoint() {
    for (String pipeline : List.of("sealstream", "eu.prod")) {
      String expected = pipeline + "-evidence";
      var name = new JobName(name(pipeline, "evidence"));
      var config = EvidenceConfig.from(new Configuration(), input(), new ArrayList<>());

      assertThat(Sources.client(name))
          .containsEntry("group.id", expected)
          .containsEntry("client.id.prefix", expected);
      assertThat(EvidenceJob.target(input(), config, name).transactionalIdPrefix())
          .isEqualTo(expected + "-audit.rejected");
      assertThat(transactions(pipeline, "audit.violations"))
          .isEqualTo(expected + "-audit.violations");
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void aNameThatCouldGiveTheIdsOfAnotherPipelineIsRefused() {
    assertThat(transactions("a-evidence", "t")).isEqualTo(transactions("a", "evidence-t"));
    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("sealstream.pipeline must be 1 to 63 of a-z")
        .endsWith("'a-evidence'");
  }

  @Test
  void whatIsNoNameIsToldWithTheRule() {
    for (String bad : List.of("", "A", "a b", ".a", "_a", "\u00e4", "a".repeat(64), "a/b")) {
      name(bad, "search");
    }
    assertThat(problems).hasSize(8).allMatch(p -> p.startsWith("sealstream.pipeline must be"));
  }
}
