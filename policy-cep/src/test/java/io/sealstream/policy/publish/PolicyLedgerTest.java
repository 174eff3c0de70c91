package io.sealstream.policy.publish;

import static io.sealstream.policy.publish.People.ALICE;
import static io.sealstream.policy.publish.People.BOB;
import static io.sealstream.policy.publish.People.FROM;
import static io.sealstream.policy.publish.People.KEYS;
import static io.sealstream.policy.publish.People.MALLORY;
import static io.sealstream.policy.publish.People.RULE;
import static io.sealstream.policy.publish.People.TAKEN;
import static io.sealstream.policy.publish.People.ledger;
import static io.sealstream.policy.publish.People.line;
import static io.sealstream.policy.publish.People.record;
import static io.sealstream.policy.publish.People.signed;
import static io.sealstream.policy.publish.People.statement;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.publish.PolicyVerdict.Admitted;
import io.sealstream.policy.publish.PolicyVerdict.Refused;
import io.sealstream.policy.publish.PolicyVerdict.Repeated;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyLedgerTest {
  private static final String OTHER = RULE.replace("read", "write");
  private static final String ENFORCING =
      """
      apiVersion: policy/v1
      id: reads.yml
      version: 1
      owner: team
      mode: enforce
      effectiveFrom: 2026-03-01T10:01:30Z
      tests:
        - {name: a read, events: [{event: {action: DONE}}], expect: {violations: 1}}
      ---
      """
          + RULE;

  @Test
  @DisplayName("what its author and its approver signed is admitted, with what they said")
  void admitsWhatTwoPeopleSigned() throws Exception {
    PolicyLedger ledger = ledger(KEYS);

    PolicyVerdict verdict = ledger.admit(record(7, statement(3, RULE)));

    assertThat(verdict).isInstanceOf(Admitted.class);
    PolicyVersion version = ((Admitted) verdict).version();
    assertThat(version.statement()).isEqualTo(statement(3, RULE));
    assertThat(version.effectiveFrom()).isEqualTo(FROM);
    assertThat(version.publishedAt()).isEqualTo(TAKEN);
    assertThat(version.offset()).isEqualTo(7);
    assertThat(version.source().text()).isEqualTo(RULE);
    assertThat(version.contentHash()).matches("[0-9a-f]{64}");
    assertThat(ledger.versions()).containsExactly(version);
  }

  @Test
  @DisplayName("a signature of another key in the approver's name is none")
  void forgedSignature() throws Exception {
    PolicyStatement statement = statement(1, RULE);
    SignedPolicy forged =
        SignedPolicy.unsigned(statement)
            .signedBy("alice", ALICE.getPrivate())
            .signedBy("bob", MALLORY.getPrivate());
    assertRefused(
        ledger(KEYS).admit(record(0, statement.key(), forged.toJson())),
        "not signed by its approver bob");
    SignedPolicy noAuthor = SignedPolicy.unsigned(statement).signedBy("bob", BOB.getPrivate());
    assertRefused(
        ledger(KEYS).admit(record(0, statement.key(), noAuthor.toJson())),
        "not signed by its author alice");
    assertRefused(
        ledger(KEYS).admit(record(0, statement.key(), SignedPolicy.unsigned(statement).toJson())),
        "not signed by its author alice");
  }

  @Test
  @DisplayName("signatures of one payload do not hold for another")
  void swappedPayload() throws Exception {
    SignedPolicy good = signed(statement(1, RULE));
    SignedPolicy swapped =
        new SignedPolicy(SignedPolicy.unsigned(statement(1, OTHER)).payload(), good.signatures());
    assertRefused(
        ledger(KEYS).admit(record(0, "reads.yml@1", swapped.toJson())), "not signed by its author");
  }

  @Test
  @DisplayName("nobody approves what they wrote, by whatever key or name")
  void authorIsNotApprover() throws Exception {
    String both = line("alice", "author,approver", ALICE) + "\n" + line("alice", "approver", BOB);
    PolicyStatement own = statement(1, RULE, "alice", "alice", FROM);
    SignedPolicy twice =
        SignedPolicy.unsigned(own)
            .signedBy("alice", ALICE.getPrivate())
            .signedBy("alice", BOB.getPrivate());
    assertRefused(
        ledger(both).admit(record(0, own.key(), twice.toJson())), "they must be two people");
  }

  @Test
  @DisplayName("an author's key does not approve, nor an approver's author")
  void rolesHold() throws Exception {
    PolicyStatement turned = statement(1, RULE, "bob", "alice", FROM);
    assertRefused(ledger(KEYS).admit(record(0, turned)), "not signed by its author bob");
    String authorsOnly = line("alice", "author", ALICE) + "\n" + line("bob", "author", BOB);
    assertRefused(
        ledger(authorsOnly).admit(record(0, statement(1, RULE))),
        "not signed by its approver bob with a key allowed to approve");
  }

  @ParameterizedTest
  @CsvSource({"2026-03-01T10:00:00Z, true", "2026-03-01T09:59:59.999Z, false"})
  @DisplayName("a key counts up to its not-after, by the broker's time and not the signer's")
  void retiredKey(String notAfter, boolean admitted) throws Exception {
    String retired =
        line("alice", "author", ALICE)
            + " not-after="
            + notAfter
            + "\n"
            + line("bob", "approver", BOB);
    PolicyVerdict verdict = ledger(retired).admit(record(0, statement(1, RULE)));
    assertThat(verdict instanceof Admitted).isEqualTo(admitted);
    if (!admitted) {
      assertRefused(verdict, "not signed by its author alice");
    }
  }

  @Test
  @DisplayName("the same again changes nothing; the same version with other content is refused")
  void aVersionIsPublishedOnce() throws Exception {
    PolicyLedger ledger = ledger(KEYS);
    PolicyVerdict first = ledger.admit(record(4, statement(1, RULE)));

    PolicyVerdict again = ledger.admit(record(5, statement(1, RULE)));
    PolicyVerdict other = ledger.admit(record(6, statement(1, OTHER)));
    PolicyVerdict moved =
        ledger.admit(record(7, statement(1, RULE, "alice", "bob", FROM.plusSeconds(1))));

    assertThat(again).isEqualTo(new Repeated(((Admitted) first).version()));
    assertRefused(other, "published with other content at offset 4: give it the next version");
    assertRefused(moved, "published to be effective from " + FROM + " at offset 4");
    assertThat(ledger.versions()).containsExactly(((Admitted) first).version());
  }

  @Test
  @DisplayName("versions only rise; old content comes back as a new version")
  void versionsRise() throws Exception {
    PolicyLedger ledger = ledger(KEYS);
    assertThat(ledger.admit(record(0, statement(2, RULE)))).isInstanceOf(Admitted.class);
    assertThat(ledger.admit(record(1, statement(4, OTHER)))).isInstanceOf(Admitted.class);

    assertRefused(ledger.admit(record(2, statement(3, RULE))), "version 4 is there");
    assertThat(ledger.admit(record(3, statement(5, RULE)))).isInstanceOf(Admitted.class);
    assertThat(ledger.versions().stream().map(PolicyVersion::version)).containsExactly(2L, 4L, 5L);
  }

  @Test
  @DisplayName("nothing is effective before the broker took it: the past is not judged anew")
  void thePastStays() throws Exception {
    PolicyStatement late = statement(1, RULE, "alice", "bob", TAKEN.minusMillis(1));
    assertRefused(ledger(KEYS).admit(record(0, late)), "the past is not judged anew");
    PolicyStatement atOnce = statement(1, RULE, "alice", "bob", TAKEN);
    assertThat(ledger(KEYS).admit(record(0, atOnce))).isInstanceOf(Admitted.class);
  }

  @Test
  @DisplayName("a refused version leaves its number free")
  void whatIsRefusedLeavesNothing() throws Exception {
    PolicyLedger ledger = ledger(KEYS);
    assertRefused(ledger.admit(record(0, statement(9, "title: [\n"))), "reads.yml@9:");
    assertThat(ledger.admit(record(1, statement(1, RULE)))).isInstanceOf(Admitted.class);
  }

  @Test
  @DisplayName("a key that does not name the policy, or none, is refused")
  void keyMismatch() throws Exception {
    String value = signed(statement(1, RULE)).toJson();
    assertRefused(ledger(KEYS).admit(record(0, "reads.yml@2", value)), "must be reads.yml@1");
    assertRefused(
        ledger(KEYS).admit(new PolicyRecord(0, TAKEN.toEpochMilli(), null, value)),
        "must be reads.yml@1");
  }

  @Test
  @DisplayName("a tombstone deletes nothing")
  void tombstone() throws Exception {
    PolicyLedger ledger = ledger(KEYS);
    PolicyVerdict first = ledger.admit(record(0, statement(1, RULE)));
    assertRefused(
        ledger.admit(new PolicyRecord(1, TAKEN.toEpochMilli(), "reads.yml@1", null)),
        "what was published is not deleted");
    assertThat(ledger.versions()).containsExactly(((Admitted) first).version());
  }

  @Test
  @DisplayName("the text must be what the statement says it is")
  void theTextAgrees() throws Exception {
    String good = ENFORCING.replace("DONE", "read");
    assertThat(ledger(KEYS).admit(record(0, statement(1, good)))).isInstanceOf(Admitted.class);
    assertRefused(ledger(KEYS).admit(record(0, statement(2, good))), "published as reads.yml@2");
    PolicyStatement later = statement(1, good, "alice", "bob", FROM.plusSeconds(1));
    assertRefused(ledger(KEYS).admit(record(0, later)), "in the text, published as");
  }

  @Test
  @DisplayName("a policy whose own tests fail may not enforce")
  void testsMustPass() throws Exception {
    String failing = ENFORCING.replace("DONE", "write");
    assertRefused(ledger(KEYS).admit(record(0, statement(1, failing))), "a read");
  }

  @Test
  @DisplayName("a file of two policies is refused: each needs a history of its own")
  void onePolicyAFile() throws Exception {
    String two = "id: 1\n" + RULE + "---\nid: 2\n" + RULE;
    assertRefused(ledger(KEYS).admit(record(0, statement(1, two))), "holds one policy");
  }

  @Test
  @DisplayName("in development nobody has to sign; everything else holds")
  void development() throws Exception {
    var ledger = new PolicyLedger(Optional.empty());
    PolicyStatement one = statement(1, RULE);
    String unsigned = SignedPolicy.unsigned(one).toJson();
    assertThat(ledger.admit(record(0, one.key(), unsigned))).isInstanceOf(Admitted.class);
    assertRefused(ledger.admit(record(1, statement(1, OTHER))), "other content");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|no signed policy",
        "nonsense|no signed policy",
        "null|no signed policy",
        "[]|no signed policy",
        "{}|no signed policy",
        "{'payloadType':'x','payload':'','signatures':[]}|payloadType is x",
        "{'payloadType':'TYPE','payload':'%','signatures':[]}|not Base64",
        "{'payloadType':'TYPE','payload':'/w==','signatures':[]}|not UTF-8",
        "{'payloadType':'TYPE','payload':'e30=','signatures':[]}|no statement",
        "{'payloadType':'TYPE','payload':'bnVsbA==','signatures':[]}|no statement",
        "{'payloadType':'TYPE','payload':'','signatures':[null]}|null where",
        "{'payloadType':'TYPE','payload':'','signatures':[]} {}|no signed policy",
      })
  @DisplayName("what is no signed policy is refused in words")
  void garbage(String value, String why) {
    String json = value.replace('\'', '"').replace("TYPE", SignedPolicy.PAYLOAD_TYPE);
    assertRefused(new PolicyLedger(Optional.empty()).admit(record(0, "k@1", json)), why);
  }

  @Test
  @DisplayName("every reader comes to the same verdicts")
  void deterministic() throws Exception {
    List<PolicyRecord> records =
        List.of(
            record(0, statement(2, RULE)),
            record(1, statement(1, RULE)),
            record(2, statement(2, OTHER)),
            record(3, statement(3, OTHER)));
    PolicyLedger one = ledger(KEYS);
    PolicyLedger other = ledger(KEYS);
    assertThat(records.stream().map(one::admit).toList())
        .isEqualTo(records.stream().map(other::admit).toList())
        .hasSize(4);
  }

  @Test
  @DisplayName("three thousand signed versions are admitted, none is lost")
  void many() throws Exception {
    PolicyLedger ledger = ledger(KEYS);
    for (int i = 1; i <= 3000; i++) {
      Instant from = FROM.plusSeconds(i);
      PolicyStatement next = statement(i, RULE + "# " + i, "alice", "bob", from);
      assertThat(ledger.admit(record(i, next))).isInstanceOf(Admitted.class);
    }
    assertThat(ledger.versions()).hasSize(3000);
  }

  private static void assertRefused(PolicyVerdict verdict, String why) {
    assertThat(verdict)
        .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
        .extracting(Refused::why)
        .asString()
        .contains(why);
  }
}
