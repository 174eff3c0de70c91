package io.sealstream.policy;

import static io.sealstream.policy.Reads.export;
import static io.sealstream.policy.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.policy.EventStory.EventAt;
import io.sealstream.policy.EventStory.Part;
import io.sealstream.policy.EventStory.Window;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.DataVolume;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of an event and a correlation: what the window that ends with it came to. */
class ExplanationRunTest {

  @Test
  void aCountSaysHowManyOfHowMany() {
    PolicySource three = Correlations.reads(3);
    PolicyExplanation fired =
        Explanations.of(three, "c", read("a", 1), read("b", 2), read("c", 3), read("d", 900));
    assertThat(fired.outcome()).isEqualTo("violation");
    Window window = window(fired);
    assertThat(window.type()).isEqualTo("event_count");
    assertThat(window.values()).containsExactly("3");
    assertThat(window.condition()).isEqualTo("gte: 3");
    assertThat(window.within()).isEqualTo("10m");
    assertThat(window.satisfied()).isTrue();
    assertThat(window.events()).extracting(EventAt::id).containsExactly("a", "b", "c");
    assertThat(window.group()).isEqualTo(Map.of("actor.id", "u-1"));
    assertThat(story(fired).findings().get(0).anchor().id()).isEqualTo("c");

    PolicyExplanation not =
        Explanations.of(
            three, "d", read("a", 1), read("b", 2), read("x", 3, "u-2"), read("d", 602));
    assertThat(not.outcome()).isEqualTo("no violation");
    assertThat(window(not).values()).containsExactly("2");
    assertThat(window(not).events()).extracting(EventAt::id).containsExactly("b", "d");
    assertThat(window(not).satisfied()).isFalse();
    assertThat(story(not).findings()).isEmpty();
  }

  @Test
  void anEventOfTheSameIdOfAnotherTenantIsAnotherEvent() {
    AuditEvent own = read("x", 1);
    own.setAction("login");
    AuditEvent theirs = read("x", 2);
    theirs.setTenantId("globex");

    PolicyExplanation explained = Explanations.of(Correlations.reads(1), "x", own, theirs);

    assertThat(explained.outcome()).isEqualTo("no match");
    assertThat(story(explained).groups()).isEmpty();
    assertThat(story(explained).findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "value_count  | gte: 2, field: source.ip         | 2   | 1",
        "value_sum    | gte: 30, field: data.bytes_out   | 30  | 20",
        "value_avg    | gt: 14, field: data.bytes_out    | 15  | 10",
        "value_percentile | gte: 20, field: data.bytes_out, percentile: 100 | 20 | 10",
        "value_median | gte: 15, field: data.bytes_out    | 15.0 | 10.0",
      })
  void eachNumberIsSaid(String type, String condition, String met, String notMet) {
    PolicySource policy =
        Correlations.of(
            "{type: %s, rules: [reads], group-by: [actor.id], timespan: 10m, condition: {%s}}"
                .formatted(type, condition));
    List<AuditEvent> enough =
        List.of(bytes("a", 1, 10, "192.0.2.1"), bytes("b", 2, 20, "192.0.2.2"));
    PolicyExplanation fired = Explanations.of(policy, "b", enough);
    assertThat(window(fired).values()).containsExactly(met);
    assertThat(fired.outcome()).isEqualTo("violation");

    List<AuditEvent> less = List.of(bytes("a", 1, 10, "192.0.2.1"), bytes("b", 2, 10, "192.0.2.1"));
    PolicyExplanation not = Explanations.of(policy, "b", less);
    assertThat(window(not).values()).containsExactly(notMet);
    assertThat(not.outcome()).isEqualTo("no violation");
  }

  @Test
  void aShareIsThatOfTheEventsValue() {
    PolicySource rare =
        Correlations.of(
            "{type: value_percentile, rules: [reads], timespan: 10m, condition: {lt: 30, field:"
                + " source.ip}}");
    List<AuditEvent> events =
        List.of(
            bytes("a", 1, 1, "192.0.2.1"),
            bytes("b", 2, 1, "192.0.2.1"),
            bytes("c", 3, 1, "192.0.2.1"),
            bytes("d", 4, 1, "192.0.2.2"));
    assertThat(window(Explanations.of(rare, "d", events)).values()).containsExactly("25");
    assertThat(Explanations.of(rare, "d", events).outcome()).isEqualTo("violation");
    assertThat(window(Explanations.of(rare, "c", events)).values()).containsExactly("100");
  }

  @ParameterizedTest
  @CsvSource({"temporal", "temporal_ordered"})
  void aTemporalSaysWhatIsMissing(String type) {
    PolicySource both =
        Correlations.of(
            "{type: %s, rules: [reads, exports], group-by: [actor.id], timespan: 10m}"
                .formatted(type));
    PolicyExplanation fired = Explanations.of(both, "b", read("a", 1), export("b", 2));
    assertThat(fired.outcome()).isEqualTo("violation");
    assertThat(window(fired).present()).containsExactly("reads", "exports");
    assertThat(window(fired).missing()).isEmpty();

    PolicyExplanation not = Explanations.of(both, "b", read("a", 1), read("b", 2));
    assertThat(not.outcome()).isEqualTo("no violation");
    assertThat(window(not).present()).containsExactly("reads");
    assertThat(window(not).missing()).containsExactly("exports");
  }

  @Test
  void anOrderThatIsNotKeptIsSeen() {
    PolicySource ordered =
        Correlations.of(
            "{type: temporal_ordered, rules: [reads, exports], group-by: [actor.id], timespan:"
                + " 10m}");
    PolicyExplanation not = Explanations.of(ordered, "b", export("a", 1), read("b", 2));
    assertThat(not.outcome()).isEqualTo("no violation");
    assertThat(window(not).present()).containsExactly("exports", "reads");
    assertThat(window(not).values()).isEmpty();
  }

  @Test
  void aChainSaysWhichLinkDidNotHold() {
    PolicySource chain =
        new PolicySource(
            "chain.yml",
            """
            title: Many reads, then an export
            correlation: {type: temporal_ordered, rules: [many, exports], group-by: [actor.id], timespan: 1h}
            ---
            title: Many reads
            name: many
            correlation: {type: event_count, rules: [reads], group-by: [actor.id], timespan: 10m, condition: {gte: 2}}
            """
                + Correlations.RULES);
    List<AuditEvent> enough = List.of(read("a", 1), read("b", 2), export("c", 3));
    PolicyExplanation fired = Explanations.of(chain, "c", enough);
    assertThat(fired.outcome()).isEqualTo("violation");
    assertThat(window(fired).present()).containsExactly("many", "exports");
    PolicyExplanation inner = Explanations.of(chain, "b", enough);
    assertThat(inner.outcome()).as("a contributor").isEqualTo("violation");
    assertThat(story(inner).windows())
        .extracting(Window::correlation, Window::satisfied)
        .containsExactly(tuple("many", true), tuple("Many reads, then an export", false));

    PolicyExplanation alone = Explanations.of(chain, "a", List.of(read("a", 1), export("c", 3)));
    assertThat(alone.outcome()).isEqualTo("no violation");
    assertThat(story(alone).windows())
        .extracting(Window::correlation, Window::values)
        .containsExactly(tuple("many", List.of("1")));
  }

  @Test
  void whatDedupGaveToAnEarlierOneIsSaid() {
    PolicySource one = Correlations.reads(1);
    PolicyExplanation again =
        Explanations.of(one, "b", read("a", 1), read("b", 700), read("c", 2_000));
    assertThat(again.outcome()).isEqualTo("violation");
    PolicyExplanation same = Explanations.of(one, "b", read("a", 1), read("x", 2), read("b", 599));
    assertThat(same.outcome()).isEqualTo("deduplicated");
    assertThat(story(same).findings())
        .allSatisfy(
            finding -> {
              assertThat(finding.outcome()).isEqualTo("deduplicated");
              assertThat(finding.told().id()).isEqualTo("a");
            });
  }

  @Test
  void anEventWithoutAGroupTakesNoPart() {
    PolicySource byName =
        Correlations.of(
            "{type: event_count, rules: [reads], group-by: [actor.name], timespan: 10m, condition:"
                + " {gte: 1}}");
    PolicyExplanation none = Explanations.of(byName, "a", read("a", 1));
    assertThat(none.outcome()).isEqualTo("takes no part");
    assertThat(story(none).lacking()).containsExactly("actor.name");
    assertThat(story(none).groups()).isEmpty();
  }

  @Test
  void anExceptedEventIsSuppressed() {
    PolicySource policy =
        new PolicySource(
            "e.yml",
            """
            apiVersion: policy/v1
            id: excepted
            version: 1
            owner: o
            exceptions: [{id: robots, match: {actor.id: robot}, reason: r, approver: ada, ticket: T-1, expires: 2027-01-01T00:00:00Z}]
            ---
            title: A read
            correlation: {type: event_count, rules: [reads], group-by: [actor.id], timespan: 10m, condition: {gte: 1}}
            """
                + Correlations.READS);
    PolicyExplanation held = Explanations.of(policy, "a", read("a", 1, "robot"));
    assertThat(held.outcome()).isEqualTo("suppressed");
    assertThat(Objects.requireNonNull(held.exception()).id()).isEqualTo("robots");
    assertThat(held.exception().approver()).isEqualTo("ada");
    assertThat(Explanations.of(policy, "a", read("a", 1)).outcome()).isEqualTo("violation");
  }

  @Test
  void whatCameTooLateIsSaid() {
    PolicyExplanation late =
        Explanations.of(Correlations.reads(1), "a", read("n", 9_000), read("a", 1));
    assertThat(late.outcome()).isEqualTo("too late");
    assertThat(story(late).groups())
        .containsExactly(new Part(Map.of("actor.id", "u-1"), "too late"));
  }

  @Test
  void aVersionThatWasNotInForceIsExplainedAsIfItWere() {
    PolicySource later = version(1, "effectiveFrom: 2027-01-01T00:00:00Z");
    PolicyExplanation explained = Explanations.of(later, "b", read("a", 1), read("b", 2));
    assertThat(explained.outcome()).isEqualTo("not judged");
    assertThat(explained.governs()).contains("effective from 2027-01-01T00:00:00Z");
    assertThat(explained.ifInForce()).isEqualTo("violation");
    assertThat(window(explained).values()).containsExactly("2");

    PolicyExplanation disabled =
        Explanations.of(version(1, "mode: disabled"), "a", read("a", 1), read("x", 700));
    assertThat(disabled.governs()).isEqualTo("is disabled");
    assertThat(disabled.ifInForce()).isEqualTo("no violation");

    PolicyExplanation others =
        Explanations.of(version(1, "tenants: [globex]"), "a", read("a", 1), read("b", 2));
    assertThat(others.governs()).isEqualTo("is not for tenant acme");
    assertThat(others.ifInForce()).isNull();
  }

  @Test
  void theVersionInForceIsNamed() {
    List<PolicySource> versions =
        List.of(
            version(1, "effectiveFrom: 2025-01-01T00:00:00Z"),
            version(2, "effectiveFrom: 2026-01-01T00:00:00Z"),
            version(3, "effectiveFrom: 2027-01-01T00:00:00Z"));
    assertThat(Explanations.all(versions, "a", List.of(read("a", 1))))
        .extracting(PolicyExplanation::inForce)
        .containsExactly("versions@2", null, "versions@2");
    assertThat(Explanations.all(versions.subList(2, 3), "a", List.of(read("a", 1))))
        .as("none has begun")
        .extracting(PolicyExplanation::inForce)
        .containsOnlyNulls();
  }

  private static PolicySource version(int number, String terms) {
    return new PolicySource(
        "v.yml",
        """
        apiVersion: policy/v1
        id: versions
        version: %d
        owner: o
        %s
        ---
        title: Reads
        correlation: {type: event_count, rules: [reads], group-by: [actor.id], timespan: 10m, condition: {gte: 2}}
        """
                .formatted(number, terms)
            + Correlations.READS);
  }

  private static AuditEvent bytes(String id, long seconds, long bytes, String ip) {
    AuditEvent event = read(id, seconds);
    event.getSource().setIp(ip);
    event.setData(new DataVolume(0L, bytes, null, null));
    return event;
  }

  private static EventStory story(PolicyExplanation explanation) {
    return Objects.requireNonNull(explanation.story());
  }

  /** Of the outermost correlation. */
  private static Window window(PolicyExplanation explanation) {
    List<Window> windows = story(explanation).windows();
    return windows.get(windows.size() - 1);
  }
}
