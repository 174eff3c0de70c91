package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.plan.Hit;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an event that hits rules of a correlation hands on. */
class MemberHitTest {
  private static final LogSource AWS = new LogSource("aws", "cloudtrail", null);

  @Test
  void aHitSaysWhichRulesAndWhatTheSlotsHold() {
    PolicySet policies = set(Correlations.reads(2));
    AuditEvent event = Events.own("e-1");

    List<MemberHit> hits = policies.evaluate(event).memberHits();
    assertThat(hits).hasSize(1);
    Hit hit = hits.get(0).of(new DecodedEvent(event, "audit.events", 3, 99, 5_000));
    assertThat(hit)
        .isEqualTo(
            new Hit(
                "e-1",
                event.getTime().toEpochMilli(),
                "audit.events",
                3,
                99,
                1,
                List.of(List.of("u-1"))));
    assertThat(policies.evaluate(event).matches()).isEmpty();
  }

  @Test
  void anEventThatHitsNoRuleHandsNothingOn() {
    AuditEvent other = Events.own("e-1");
    other.setAction("login_user");

    assertThat(set(Correlations.reads(2)).evaluate(other).memberHits()).isEmpty();
  }

  @Test
  void oneHitForEachCorrelationHoweverManyOfItsRules() {
    String both =
        "{type: temporal, rules: [any, reads], group-by: [actor.id], timespan: 1m, generate: true}";
    var file =
        new PolicySource(
            "f.yml",
            "title: Both\nid: both\ncorrelation: "
                + both
                + "\n---\ntitle: Many\nid: many\ncorrelation: {type: event_count, rules: [reads],"
                + " timespan: 1m, condition: {gte: 2}}\n"
                + Correlations.RULES
                + "---\ntitle: Any\nname: any\nid: any\nlogsource: {}\n"
                + "detection: {s: {actor.id: u-1}, condition: s}\n");
    var outcome = set(file).evaluate(Events.own("e-1"));

    assertThat(outcome.memberHits())
        .extracting(hit -> hit.policy().id())
        .containsExactly("both", "many");
    assertThat(outcome.memberHits()).extracting(MemberHit::rules).containsExactly(3L, 1L);
    assertThat(outcome.matches()).extracting(CompiledPolicy::id).containsExactly("any");
  }

  @Test
  void rulesOverTheVendorsJsonAndOverTheEventItselfBothGiveTheirValues() {
    var file =
        new PolicySource(
            "f.yml",
            """
            title: Mixed
            id: mixed
            correlation: {type: temporal, rules: [theirs, ours], group-by: [who], timespan: 1m,
              aliases: {who: {theirs: userName, ours: actor.id}}}
            ---
            title: Theirs
            name: theirs
            logsource: {product: aws}
            detection: {s: {eventName: StopLogging}, condition: s}
            ---
            title: Ours
            name: ours
            logsource: {service: cloudtrail}
            detection: {s: {action: read_record}, condition: s}
            """);
    var vendor = Events.vendor("e-1", AWS, "{\"eventName\":\"StopLogging\",\"userName\":\"eve\"}");

    assertThat(set(file).evaluate(vendor).memberHits())
        .singleElement()
        .satisfies(hit -> assertThat(hit.rules()).isEqualTo(3))
        .extracting(MemberHit::values)
        .isEqualTo(List.of(List.of("eve"), List.of("u-1")));
  }

  private static PolicySet set(PolicySource... files) {
    return new PolicySet(PolicyCompiler.compile(List.of(files)));
  }
}
