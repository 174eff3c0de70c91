package io.sealstream.policy.publish;

import static io.sealstream.policy.publish.People.ALICE;
import static io.sealstream.policy.publish.People.BOB;
import static io.sealstream.policy.publish.People.KEYS;
import static io.sealstream.policy.publish.People.RULE;
import static io.sealstream.policy.publish.People.line;
import static io.sealstream.policy.publish.People.signed;
import static io.sealstream.policy.publish.People.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.policy.publish.PolicyVerdict.Admitted;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ForgeryLawsTest {

  /** What is admitted of a damaged record is, to the letter, what was signed. */
  @Property(tries = 400)
  void noDamageIsAdmittedAsSomethingElse(
      @ForAll @IntRange(max = 100_000) int place, @ForAll @IntRange(min = 1, max = 126) int change)
      throws Exception {
    PolicyStatement statement = statement(1, RULE);
    String good = signed(statement).toJson();
    var damaged = new StringBuilder(good);
    int at = place % good.length();
    damaged.setCharAt(at, (char) ((good.charAt(at) + change) % 127));

    PolicyVerdict verdict =
        People.ledger(KEYS).admit(People.record(0, statement.key(), damaged.toString()));

    assertThat(
            !(verdict instanceof Admitted admitted)
                || admitted.version().statement().equals(statement))
        .as("at %d of %s", at, good)
        .isTrue();
  }

  /** The payload itself: every changed byte of it unmakes both signatures. */
  @Property(tries = 400)
  void noOtherPayloadIsAdmitted(
      @ForAll @IntRange(max = 100_000) int place, @ForAll @IntRange(min = 1, max = 126) int change)
      throws Exception {
    SignedPolicy good = signed(statement(1, RULE));
    var damaged = new StringBuilder(good.payload());
    int at = place % damaged.length();
    damaged.setCharAt(at, (char) ((damaged.charAt(at) + change) % 127));
    SignedPolicy forged = new SignedPolicy(damaged.toString(), good.signatures());

    PolicyVerdict verdict =
        People.ledger(KEYS).admit(People.record(0, "reads.yml@1", forged.toJson()));

    assertThat(verdict).isInstanceOf(PolicyVerdict.Refused.class);
  }

  @Property(tries = 400)
  void whateverARecordHoldsItIsJudged(@ForAll String key, @ForAll String value) {
    assertThat(new PolicyLedger(Optional.empty()).admit(People.record(0, key, value)))
        .isInstanceOf(PolicyVerdict.Refused.class);
  }

  @Property(tries = 100)
  void whatIsWrittenIsRead(@ForAll @IntRange(min = 1) int version, @ForAll String comment)
      throws Exception {
    PolicyStatement statement =
        new PolicyStatement(
            "r", version, "r", comment, "alice", "bob", "why", People.FROM, People.TAKEN);
    SignedPolicy signed = signed(statement);
    SignedPolicy read = SignedPolicy.ofJson(signed.toJson());
    assertThat(read.signatures()).isEqualTo(signed.signatures());
    if (StandardCharsets.UTF_8.newEncoder().canEncode(comment)) {
      assertThat(read).isEqualTo(signed);
      assertThat(read.statement()).isEqualTo(statement);
    }
  }

  @Test
  void aKeyInTwoNamesIsRefusedWithTheFile() {
    assertThatThrownBy(
            () ->
                People.allowed(
                    line("alice", "author", ALICE) + "\n" + line("alias", "approver", ALICE)))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining("alice and alias have the same key");
  }

  @Test
  void aKeysFileSaysWhereItIsWrong() {
    assertWrong("# nobody\n", "keys: no key in it");
    assertWrong("\nalice author\n", "keys:2: expected NAME ROLES KEY");
    assertWrong(line("alice", "owner", ALICE), "keys:1: the roles must be");
    assertWrong("alice author AAAA", "keys:1: the key must be an Ed25519 public key");
    assertWrong(line("a/b", "author", ALICE), "keys:1: the name must be");
    assertWrong(line("bob", "author", BOB) + " soon", "keys:1: expected not-after=");
    assertWrong(line("bob", "author", BOB) + " not-after=soon", "keys:1: ");
  }

  private static void assertWrong(String text, String message) {
    assertThatThrownBy(() -> People.allowed(text))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining(message);
  }
}
