package io.sealstream.policy.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.envelope.PolicyTest.Expectation;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import io.sealstream.schemas.v1.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests inside envelopes: what is read, and what is refused. */
class TestsReaderTest {
  private static final LogSource BY_DEFAULT = new LogSource("app", null, null);

  @Test
  void ownEventsWithDefaultsForTheRest() {
    List<AuditEvent> events =
        events(
            """
            tests:
              - name: a test
                events:
                  - {event: {action: sign_in, outcome: FAILURE, actor: {id: bob, roles: [a]},
                             resource: {type: file}, severity: 3, labels: {team: red},
                             device: {managed: true}, changes: [{field: f}]}}
                expect: none
            """);

    AuditEvent event = events.get(0);
    assertThat(event.getId()).isEqualTo("e1");
    assertThat(event.getTime()).isEqualTo(TestEventsReader.START);
    assertThat(event.getTenantId()).isEqualTo("test");
    assertThat(event.getAction()).isEqualTo("sign_in");
    assertThat(event.getOutcome()).isEqualTo(Outcome.FAILURE);
    assertThat(event.getActor().getId()).isEqualTo("bob");
    assertThat(event.getActor().getRoles()).containsExactly("a");
    assertThat(event.getResource().getType()).isEqualTo("file");
    assertThat(event.getResource().getId()).isEqualTo("unknown");
    assertThat(event.getSeverity()).isEqualTo(3);
    assertThat(event.getLabels()).isEqualTo(Map.of("team", "red"));
    assertThat(event.getDevice().getManaged()).isTrue();
    assertThat(event.getChanges()).extracting(c -> c.getField()).containsExactly("f");
    assertThat(event.getService()).isEqualTo("unknown");
    assertThat(event.getLogSource()).isEqualTo(BY_DEFAULT);
    assertThat(event.getOriginal()).isNull();
  }

  @Test
  void timesAreGivenOrThoseOfTheEventBefore() {
    assertThat(
            events(
                """
                tests:
                  - name: a test
                    events:
                      - {at: 10s, times: 3, every: 5s, event: {action: a}}
                      - {event: {action: b}}
                      - {time: 2026-03-01T01:00:00+01:00, event: {action: c}}
                      - {times: 2, event: {action: d}}
                    expect: none
                """))
        .extracting(e -> e.getId() + " " + e.getAction() + " " + e.getTime())
        .containsExactly(
            "e1 a 2026-01-01T00:00:10Z",
            "e2 a 2026-01-01T00:00:15Z",
            "e3 a 2026-01-01T00:00:20Z",
            "e4 b 2026-01-01T00:00:20Z",
            "e5 c 2026-03-01T00:00:00Z",
            "e6 d 2026-03-01T00:00:00Z",
            "e7 d 2026-03-01T00:00:01Z");
  }

  @Test
  void vendorEventsAreCompactJsonOfTheirLog() {
    AuditEvent event =
        events(
                """
                tests:
                  - name: a test
                    events:
                      - log_source: {product: aws, service: cloudtrail}
                        event: {id: given}
                        original: {eventName: StopLogging, n: 010, f: 1.50, b: no, x: null, l: [a, {k: '1'}]}
                    expect: none
                """)
            .get(0);

    assertThat(event.getId()).isEqualTo("given");
    assertThat(event.getLogSource()).isEqualTo(new LogSource("aws", "cloudtrail", null));
    assertThat(event.getOriginal())
        .isEqualTo(
            "{\"eventName\":\"StopLogging\",\"n\":8,\"f\":1.50,\"b\":false,\"x\":null,"
                + "\"l\":[\"a\",{\"k\":\"1\"}]}");
  }

  @Test
  void eventsAreOfTheFirstTenantThatThePolicyNames() {
    assertThat(
            events(
                """
                tenants: [acme, globex]
                tests:
                  - name: a test
                    events: [{event: {action: a}}, {event: {tenant_id: globex}}]
                    expect: none
                """))
        .extracting(AuditEvent::getTenantId)
        .containsExactly("acme", "globex");
  }

  @Test
  void anEventThatIsHandedOutIsACopy() {
    PolicyTest test =
        tests("tests: [{name: a, events: [{event: {action: a}}], expect: none}]").get(0);
    test.events().get(0).event(BY_DEFAULT).setAction("changed");

    assertThat(test.events().get(0).event(BY_DEFAULT).getAction()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      textBlock =
          """
          none                                ; 0 ; -
          {violations: 2}                     ; 2 ; -
          {violations: any}                   ; - ; -
          {violations: 0, suppressed: 1}      ; 0 ; 1
          {suppressed: 3}                     ; 0 ; 3
          """)
  void expectations(String text, Integer violations, Integer suppressed) {
    assertThat(
            tests("tests: [{name: a, events: [{event: {action: a}}], expect: " + text + "}]")
                .get(0)
                .expect())
        .isEqualTo(new Expectation(violations, null, suppressed));
  }

  @Test
  void groupsThatAreExpectedSayThatSomethingFires() {
    assertThat(
            tests(
                    "tests: [{name: a, events: [{event: {action: a}}],"
                        + " expect: {groups: [{actor.id: bob, n: 1}]}}]")
                .get(0)
                .expect())
        .isEqualTo(new Expectation(null, List.of(Map.of("actor.id", "bob", "n", "1")), null));
  }

  @Test
  void aTestKnowsWhereItStands() {
    PolicyTest test =
        tests("tests:\n  - {name: a, events: [{event: {action: a}}], expect: none}\n").get(0);

    assertThat(test.line()).isEqualTo(6);
    assertThat(test.column()).isEqualTo(5);
  }

  /** The event begins in column 20 of line 5. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {event: {actoin: a}} ~ 29 ~ no event has actoin; did you mean action or actor?
          {event: {actor: {idd: a}}} ~ 37 ~ no event has actor.idd; did you mean id?
          {event: {action: 5}} ~ 37 ~ action must be a string (quote it)
          {event: {outcome: success}} ~ 38 ~ outcome must be one of UNKNOWN, SUCCESS, FAILURE, DENIED
          {event: {severity: high}} ~ 39 ~ severity must be a whole number
          {event: {severity: 99999999999}} ~ 39 ~ severity must be a whole number
          {event: {actor: bob}} ~ 36 ~ actor must be a map
          {event: {changes: {}}} ~ 38 ~ changes must be a list
          {event: {device: {managed: 1}}} ~ 47 ~ device.managed must be true or false
          {event: {labels: {a: [b]}}} ~ 41 ~ labels.a must be a string (quote it)
          {event: {time: 2026-01-01}} ~ 29 ~ the time stands beside 'event', as 'at' or 'time'
          {original: [a]} ~ 31 ~ original must be a map: the vendor's JSON, as YAML
          {at: 5s} ~ 20 ~ the event of a test needs 'event' or 'original'
          {at: soon, event: {}} ~ 25 ~ at must be a number and one of ms, s, m, h, d, w, as in 90m
          {at: 1s, time: 2026-01-01T00:00:00Z, event: {}} ~ 35 ~ an event has 'at' or 'time'
          {times: 0, event: {}} ~ 28 ~ times must be a whole number, 1 to 10000
          {times: 2, event: {id: a}} ~ 20 ~ an event that comes several times cannot have one id
          {tims: 2, event: {}} ~ 21 ~ unknown key 'tims' in the event of a test; did you mean time or times?
          {log_source: {service: a}, event: {}} ~ 33 ~ log_source has no product
          """)
  void eventsThatCannotBe(String event, int column, String message) {
    assertThat(
            Envelopes.problems(
                Envelopes.with("tests: [{events: [ " + event + "], name: a, expect: none}]\n")))
        .anyMatch(p -> p.equals("5:" + column + ": " + message));
  }

  @Test
  void testsThatSayTooLittle() {
    assertThat(
            Envelopes.problems(
                Envelopes.with(
                    """
                    tests:
                      - name: a
                      - {name: a, events: [{event: {}}], expect: maybe}
                      - {name: b, events: [{event: {}}], expect: {violation: 1}}
                      - {name: c, events: [{event: {id: x}}, {event: {id: x}}], expect: none}
                    """)))
        .containsExactlyInAnyOrder(
            "6:5: the test has no events",
            "6:5: the test has no expect",
            "7:12: two tests are called a",
            "7:46: expect must be none, or a map as in {violations: 1}",
            "8:47: unknown key 'violation' in expect; did you mean violations?",
            "9:42: two events of the test have the id x");
  }

  private static List<AuditEvent> events(String lines) {
    return tests(lines).get(0).events().stream().map(e -> e.event(BY_DEFAULT)).toList();
  }

  private static List<PolicyTest> tests(String lines) {
    return Envelopes.read(Envelopes.with(lines)).tests();
  }
}
