package io.sealstream.policy.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.sigma.RuleHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvelopeReaderTest {
  private static final String FULL =
      """
      apiVersion: policy/v1
      id: brute-force.then_success
      version: 3
      title: Brute force
      description: Many, then one.
      mode: {percent-of-groups: 10}
      effectiveFrom: 2026-12-01T00:00:00+01:00
      tenants: [acme, globex]
      severity: high
      owner: identity-team
      tags: [attack.t1110, attack.credential-access]
      controls: [AC-09, AC-20]
      runbook: docs/runbooks/brute-force.md
      attribution: {author: Us, license: DRL-1.1}
      fields: {user: actor.id}
      lookups: {admins: [root, 0], one: alone}
      dedup: {by: [actor.id], window: 1h}
      time: {lateness: 10m, ties: strict, late: count}
      """;

  private static final RuleHeader SIGMA =
      new RuleHeader(
          "Of the rule",
          "low",
          List.of("attack.t1110", "attack.impact"),
          "Sigma author",
          "https://sigma.example/rule",
          List.of("https://blog.example"),
          "Of the rule.",
          List.of("work"),
          "DRL 1.1");

  @Test
  void whatAnEnvelopeSaysOfThePolicy() {
    Envelope envelope = Envelopes.read(FULL);

    assertThat(envelope.id()).isEqualTo("brute-force.then_success");
    assertThat(envelope.version()).isEqualTo("3");
    assertThat(envelope.terms().mode()).isEqualTo(new Mode(Mode.Kind.PERCENT_OF_GROUPS, 10));
    assertThat(envelope.terms().effectiveFrom()).isEqualTo(Instant.parse("2026-11-30T23:00:00Z"));
    assertThat(envelope.terms().tenants().include("acme")).isTrue();
    assertThat(envelope.terms().tenants().include("initech")).isFalse();
  }

  @Test
  void whatAnEnvelopeSaysForPeople() {
    Envelope envelope = Envelopes.read(FULL);

    assertThat(envelope.governance())
        .isEqualTo(
            new Governance(
                "identity-team", List.of("AC-09", "AC-20"), "docs/runbooks/brute-force.md"));
    assertThat(envelope.overlay().attribution()).isEqualTo(new Attribution("Us", null, "DRL-1.1"));
  }

  @Test
  void whatAnEnvelopeSaysOfNamesAndTimes() {
    Envelope envelope = Envelopes.read(FULL);

    assertThat(envelope.naming().fields()).isEqualTo(Map.of("user", "actor.id"));
    assertThat(envelope.naming().lookups())
        .isEqualTo(Map.of("admins", List.of("root", "0"), "one", List.of("alone")));
    assertThat(envelope.dedup()).isEqualTo(new Dedup(List.of("actor.id"), Duration.ofHours(1)));
    assertThat(envelope.timing()).isEqualTo(new Timing(Duration.ofMinutes(10), false, false));
    assertThat(envelope.ownFinding()).isEmpty();
  }

  @Test
  void whatIsLeftOutHasDefaults() {
    Envelope envelope = Envelopes.read(Envelopes.MINIMAL);

    assertThat(envelope.terms().mode()).isEqualTo(Mode.ENFORCE);
    assertThat(envelope.terms().effectiveFrom()).isNull();
    assertThat(envelope.terms().tenants().include("anybody")).isTrue();
    assertThat(envelope.terms().exceptions().all()).isEmpty();
    assertThat(envelope.dedup()).isNull();
    assertThat(envelope.timing()).isEqualTo(new Timing(null, true, true));
    assertThat(envelope.tests()).isEmpty();
    assertThat(envelope.overlay().over(SIGMA)).isEqualTo(SIGMA);
  }

  @Test
  void theOverlayReplacesButTagsAreAdded() {
    RuleHeader header =
        Envelopes.read(
                Envelopes.with(
                    """
                    title: Ours
                    severity: critical
                    tags: [attack.t1110, ours.tag]
                    attribution: {author: Us}
                    """))
            .overlay()
            .over(SIGMA);

    assertThat(header.title()).isEqualTo("Ours");
    assertThat(header.level()).isEqualTo("critical");
    assertThat(header.tags()).containsExactly("attack.t1110", "attack.impact", "ours.tag");
    assertThat(header.author()).isEqualTo("Us");
    assertThat(header.link()).as("not named, so as the rule has it").isEqualTo(SIGMA.link());
    assertThat(header.description()).isEqualTo(SIGMA.description());
    assertThat(header.license()).isEqualTo("DRL 1.1");
  }

  @Test
  void theLicenceOfTheEnvelopeIsThatOfTheFinding() {
    String line = "attribution: {license: Apache-2.0}\n";

    assertThat(Envelopes.read(Envelopes.with(line)).overlay().over(SIGMA).license())
        .isEqualTo("Apache-2.0");
    assertThat(Envelopes.read(Envelopes.with(line + "title: A\n")).overlay().alone().license())
        .isEqualTo("Apache-2.0");
  }

  @Test
  void allTenantsButSome() {
    Tenants tenants =
        Envelopes.read(Envelopes.with("tenants: {except: [globex]}")).terms().tenants();

    assertThat(tenants.include("acme")).isTrue();
    assertThat(tenants.include("globex")).isFalse();
  }

  @Test
  void sequenceAndAbsenceAreKeptAsTheyStand() {
    var sequence = Envelopes.read(Envelopes.with("title: A\nsequence: {anything: goes}\n"));
    var absence = Envelopes.read(Envelopes.with("title: A\nabsence: {anything: goes}\n"));

    assertThat(sequence.ownFinding())
        .isPresent()
        .isEqualTo(Optional.ofNullable(sequence.sequence()));
    assertThat(absence.ownFinding()).isPresent().isEqualTo(Optional.ofNullable(absence.absence()));
  }
}
