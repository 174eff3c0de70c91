package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.records.RecordKind;
import io.sealstream.evidence.records.SealedTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SealedTopicsConfigTest {

  private static SealedTopics from(List<String> problems, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.add("sealstream.kafka.bootstrap-servers=h:1");
    all.add("sealstream.registry.urls=http://r");
    var raw = JobArguments.parse(all.toArray(String[]::new), EvidenceOptions.ALL);
    return SealedTopicsConfig.from(raw, InputConfig.from(raw, problems), problems);
  }

  @Test
  void eventsAndOurOwnTopicsAreSealedAndOnlyEventsMayHaveNoHoles() {
    var problems = new ArrayList<String>();
    var topics = from(problems, "sealstream.evidence.topics-with-holes=other");

    assertThat(problems).isEmpty();
    assertThat(topics.kinds())
        .isEqualTo(
            Map.of(
                "audit.events", RecordKind.EVENTS,
                "audit.violations", RecordKind.VIOLATIONS,
                "audit.decisions", RecordKind.DECISIONS,
                "audit.policies", RecordKind.POLICIES));
    assertThat(topics.holesAllowed())
        .containsExactly("audit.decisions", "audit.policies", "audit.violations", "other");
  }

  @Test
  void namesAreFreeAndAnEmptyOneSealsNone() {
    var problems = new ArrayList<String>();
    var topics =
        from(
            problems,
            "sealstream.evidence.violations-topic=found",
            "sealstream.evidence.decisions-topic=",
            "sealstream.evidence.policies-topic=rules");

    assertThat(problems).isEmpty();
    assertThat(topics.names()).containsExactly("audit.events", "found", "rules");
  }

  @Test
  void aTopicIsSealedAsOneThingAndTheCopiesNotAtAll() {
    var problems = new ArrayList<String>();
    var unused =
        from(
            problems,
            "sealstream.evidence.violations-topic=audit.events",
            "sealstream.evidence.policies-topic=audit.rejected");

    assertThat(problems)
        .hasSize(2)
        .anyMatch(p -> p.startsWith("sealstream.evidence.violations-topic is audit.events"))
        .anyMatch(p -> p.startsWith("sealstream.evidence.rejected-topic is audit.rejected"));
  }

  @Test
  void theSourceReadsTopicsOfExactlyTheseNames() {
    var pattern = Sources.exactly(List.of("audit.events", "audit.policies"));

    assertThat(List.of("audit.events", "audit.policies"))
        .allMatch(n -> pattern.matcher(n).matches());
    assertThat(List.of("auditxevents", "audit.events2", "my.audit.policies"))
        .noneMatch(n -> pattern.matcher(n).matches());
  }
}
