package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.typeinfo.AvroRecordTypeInfo;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import io.sealstream.schemas.v1.Position;
import io.sealstream.schemas.v1.Violation;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MatchOperatorTest {
  private static final PolicySource READS =
      new PolicySource(
          "reads.yml",
          """
          title: Record read
          id: 4f1c2d3e-0000-4000-8000-000000000001
          description: Somebody read a record.
          author: A. Author
          license: DRL 1.1
          tags: [attack.collection]
          falsepositives: [Work]
          level: low
          logsource: {product: app, service: files}
          detection: {s: {action: read_record}, condition: s}
          """);
  private static final PolicySource ANYTHING =
      new PolicySource(
          "anything.yml",
          """
          title: Anything at all
          link: https://rules.example.com/anything.yml
          references: [https://blog.example.com/post]
          logsource: {category: audit}
          detection: {s: {actor.id: u-1}, condition: s}
          """);
  private static final PolicySource VENDOR =
      new PolicySource(
          "vendor.yml",
          """
          title: Trail stopped
          logsource: {product: aws, service: cloudtrail}
          detection: {s: {eventName: StopLogging}, condition: s}
          """);
  private static final LogSource CLOUDTRAIL = new LogSource("aws", "cloudtrail", null);

  @Test
  void aViolationSaysWhatWhenWhereAndByWhichRule() throws Exception {
    var expected = new Violation();
    expected.setId(
        ViolationId.of("acme", "4f1c2d3e-0000-4000-8000-000000000001", "1", Map.of(), "e-1"));
    expected.setTenantId("acme");
    expected.setPolicyId("4f1c2d3e-0000-4000-8000-000000000001");
    expected.setPolicyVersion("1");
    expected.setPolicyHash(PolicyCompiler.compile(List.of(READS)).policies().get(0).contentHash());
    expected.setTitle("Record read");
    expected.setLevel("low");
    expected.setTime(Events.own("e-1").getTime());
    expected.setAnchor("e-1");
    expected.setEventIds(List.of("e-1"));
    expected.setPositions(List.of(new Position("audit.events", 3, 99L)));
    expected.setGroup(Map.of());
    expected.setTags(List.of("attack.collection"));
    expected.setAuthor("A. Author");
    expected.setRuleLink("urn:uuid:4f1c2d3e-0000-4000-8000-000000000001");
    expected.setDescription("Somebody read a record.");
    expected.setFalsepositives(List.of("Work"));
    expected.setLicense("DRL 1.1");
    expected.setControls(List.of());

    assertThat(violations(List.of(READS), Events.own("e-1"))).containsExactly(expected);
  }

  @Test
  @DisplayName("author and link are on the violation, as the Detection Rule License demands")
  void attribution() throws Exception {
    assertThat(violations(List.of(READS, ANYTHING), Events.own("e-1")))
        .extracting(Violation::getAuthor, Violation::getRuleLink)
        .containsExactly(
            tuple("A. Author", "urn:uuid:4f1c2d3e-0000-4000-8000-000000000001"),
            tuple(null, "https://rules.example.com/anything.yml"));
  }

  @Test
  void anEventThatIsReadAgainGivesTheSameIds() throws Exception {
    List<Violation> first = violations(List.of(READS, ANYTHING), Events.own("e-1"));
    List<Violation> again =
        violations(List.of(ANYTHING, READS), Events.own("e-1"), Events.own("e-1"));

    assertThat(first).extracting(Violation::getId).hasSize(2).doesNotHaveDuplicates();
    assertThat(again)
        .extracting(Violation::getId)
        .containsExactly(
            first.get(1).getId(), first.get(0).getId(), first.get(1).getId(), first.get(0).getId());
  }

  @Test
  void otherEventsAndOtherTenantsGiveOtherIds() throws Exception {
    AuditEvent elsewhere = Events.own("e-1");
    elsewhere.setTenantId("globex");

    assertThat(violations(List.of(READS), Events.own("e-1"), Events.own("e-2"), elsewhere))
        .extracting(Violation::getId)
        .hasSize(3)
        .doesNotHaveDuplicates();
  }

  @Test
  void aVendorEventWithoutItsOriginalIsReadByItsOwnFields() throws Exception {
    AuditEvent bare = Events.own("e-1");
    bare.setLogSource(CLOUDTRAIL);

    assertThat(violations(List.of(VENDOR, ANYTHING), bare))
        .extracting(Violation::getTitle)
        .containsExactly("Anything at all");
  }

  @Test
  void anOriginalThatIsNoObjectStopsNothing() throws Exception {
    var broken = Events.vendor("e-1", CLOUDTRAIL, "{\"eventName\":\"StopLog");
    var list = Events.vendor("e-2", CLOUDTRAIL, "[{\"eventName\":\"StopLogging\"}]");
    var good = Events.vendor("e-3", CLOUDTRAIL, "{\"eventName\":\"StopLogging\"}");

    assertThat(violations(List.of(VENDOR, ANYTHING), broken, list, good))
        .extracting(Violation::getAnchor, Violation::getTitle)
        .containsExactly(
            tuple("e-1", "Anything at all"),
            tuple("e-2", "Anything at all"),
            tuple("e-3", "Trail stopped"),
            tuple("e-3", "Anything at all"));
  }

  @Test
  void policiesThatDoNotCompileFailTheTaskAndTheCheckBeforeIt() {
    var wrong = new PolicySource("wrong.yml", "title: Nothing else");

    assertThatThrownBy(() -> violations(List.of(READS, wrong)))
        .isInstanceOf(PolicyCompilationException.class);
    assertThatThrownBy(() -> PolicyEvaluation.check(List.of(READS, wrong)))
        .isInstanceOf(PolicyCompilationException.class)
        .hasMessageStartingWith("wrong.yml:1:1: the rule has no ");
  }

  @Test
  void noPolicyIsNoViolation() throws Exception {
    assertThat(violations(List.of(), Events.own("e-1"))).isEmpty();
  }

  private static List<Violation> violations(List<PolicySource> policies, AuditEvent... events)
      throws Exception {
    try (var harness =
        new OneInputStreamOperatorTestHarness<>(PolicyEvaluation.matching(policies))) {
      harness.setup(
          AvroRecordTypeInfo.of(Violation.class).createSerializer(new SerializerConfigImpl()));
      harness.open();
      for (AuditEvent event : events) {
        harness.processElement(new DecodedEvent(event, "audit.events", 3, 99L, 5_000L), 0L);
      }
      return harness.extractOutputValues();
    }
  }
}
