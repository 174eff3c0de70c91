package io.sealstream.policy;

import static io.sealstream.policy.FileSets.EXPORT;
import static io.sealstream.policy.FileSets.FILTER;
import static io.sealstream.policy.FileSets.MANY_READS;
import static io.sealstream.policy.FileSets.READ;
import static io.sealstream.policy.FileSets.READ_ID;
import static io.sealstream.policy.FileSets.THEN_EXPORT;
import static io.sealstream.policy.FileSets.correlation;
import static io.sealstream.policy.FileSets.enveloped;
import static io.sealstream.policy.FileSets.errors;
import static io.sealstream.policy.FileSets.export;
import static io.sealstream.policy.FileSets.fired;
import static io.sealstream.policy.FileSets.hash;
import static io.sealstream.policy.FileSets.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Correlations that name rules and correlations of other files of their set. */
class RulesOfOtherFilesTest {
  @ParameterizedTest
  @CsvSource({"reads", "4F1C2D3E-0000-4000-8000-000000000001"})
  void aRuleIsNamedByNameOrId(String reference) {
    PolicySource many = correlation("many.yml", "many", reference, 2);
    String whole = many.text() + "---\n" + READ.text();

    assertThat(fired("many.yml", many, EXPORT, READ)).isEqualTo(1);
    assertThat(fired("many.yml", READ, many)).isEqualTo(1);
    assertThat(hash("many.yml", many, READ)).isEqualTo(Compilation.sha256(whole));
    assertThat(hash("many.yml", READ, EXPORT, many)).isEqualTo(Compilation.sha256(whole));
  }

  @Test
  void theRuleGoesOnAsAPolicyOfItsOwn() {
    PolicyBook book = PolicyCompiler.compile(List.of(MANY_READS, READ));

    assertThat(book.policies()).extracting(CompiledPolicy::id).containsExactly(READ_ID);
    assertThat(book.policies().get(0).contentHash()).isEqualTo(Compilation.sha256(READ.text()));
    assertThat(book.correlations()).extracting(HitPolicy::id).containsExactly("many.yml");
  }

  @Test
  void rulesOfTheOwnFileComeFirst() {
    PolicySource own = new PolicySource("own.yml", MANY_READS.text() + "---\n" + export("reads"));

    assertThat(hash("own.yml", own, READ)).isEqualTo(Compilation.sha256(own.text()));
    assertThat(fired("own.yml", own, READ)).isZero();
    assertThat(errors(own, READ, new PolicySource("copy.yml", export("reads")))).isEmpty();
  }

  @Test
  void aChainTakesAllThatItNeeds() {
    String[] behind = {EXPORT.text(), READ.text(), MANY_READS.text()};
    String whole = THEN_EXPORT.text() + "---\n" + String.join("---\n", behind);

    assertThat(fired("then.yml", THEN_EXPORT, READ, MANY_READS, EXPORT)).isEqualTo(1);
    assertThat(hash("then.yml", MANY_READS, EXPORT, THEN_EXPORT, READ))
        .isEqualTo(hash("then.yml", READ, THEN_EXPORT, EXPORT, MANY_READS))
        .isEqualTo(Compilation.sha256(whole));
    assertThat(
            PolicyCompiler.compile(List.of(THEN_EXPORT, READ, MANY_READS, EXPORT)).correlations())
        .extracting(HitPolicy::id)
        .as("the one that is named is a policy where it stands")
        .containsExactly("then.yml", "many.yml");
  }

  @Test
  void aChainMeansTheRulesBesideTheCorrelationThatNamesThem() {
    PolicySource both = new PolicySource("both.yml", MANY_READS.text() + "---\n" + READ.text());
    PolicySource other = rule("other.yml", "reads", null, "other");
    PolicySource clash =
        new PolicySource("then.yml", THEN_EXPORT.text() + "---\n" + export("reads"));

    assertThat(fired("then.yml", THEN_EXPORT, both, other, EXPORT)).isEqualTo(1);
    assertThat(errors(clash, both, EXPORT))
        .containsExactly(
            "both.yml:3:42: several rules have the name or id reads: then.yml:4:1, both.yml:5:1");
  }

  @Test
  void whatTheOtherFileNeedsMayStandInThisOne() {
    PolicySource here = new PolicySource("here.yml", THEN_EXPORT.text() + "---\n" + READ.text());

    assertThat(fired("here.yml", here, MANY_READS, EXPORT)).isEqualTo(1);
    assertThat(fired("many.yml", here, MANY_READS, EXPORT)).isEqualTo(1);
    assertThat(hash("here.yml", here, MANY_READS, EXPORT))
        .isEqualTo(
            Compilation.sha256(
                here.text() + "---\n" + EXPORT.text() + "---\n" + MANY_READS.text()));
  }

  @Test
  void aFilterOfTheSetReachesTheRule() {
    PolicySource filter = new PolicySource("f.yml", FILTER);
    String whole = MANY_READS.text() + "---\n" + READ.text() + "---\n" + FILTER;

    assertThat(fired("many.yml", MANY_READS, READ, filter)).isZero();
    assertThat(hash("many.yml", filter, MANY_READS, READ)).isEqualTo(Compilation.sha256(whole));
  }

  @Test
  void aFilterBesideTheRuleStaysInItsFile() {
    PolicySource filtered = new PolicySource("read.yml", READ.text() + "---\n" + FILTER);

    assertThat(fired(READ_ID, READ)).isEqualTo(3);
    assertThat(fired(READ_ID, MANY_READS, filtered)).isZero();
    assertThat(fired("many.yml", MANY_READS, filtered)).isEqualTo(1);
  }

  @Test
  void aFilterBesideTheCorrelationReachesTheRule() {
    PolicySource many = new PolicySource("many.yml", MANY_READS.text() + "---\n" + FILTER);

    assertThat(fired("many.yml", many, READ)).isZero();
    assertThat(fired(READ_ID, many, READ)).isEqualTo(3);
  }

  @Test
  void theHashChangesWithTheRuleAndWithNothingElse() {
    var more = new PolicySource("read.yml", "---\n" + READ.text() + "---\n" + EXPORT.text());
    var changed = new PolicySource("read.yml", READ.text() + "level: low\n");
    String hash = hash("many.yml", MANY_READS, READ);

    assertThat(hash("many.yml", MANY_READS, more)).isEqualTo(hash);
    assertThat(hash("many.yml", MANY_READS, READ, EXPORT)).isEqualTo(hash);
    assertThat(hash("many.yml", MANY_READS, changed)).isNotEqualTo(hash);
  }

  @Test
  void aRuleBehindAnEnvelopeIsTakenAsWhatItSays() {
    PolicySource read =
        enveloped(
            """
            mode: shadow
            exceptions: [{id: e, reason: r, approver: a, ticket: t, expires: 2126-01-01T00:00:00Z, match: {actor.id: u-1}}]
            """);

    assertThat(errors(MANY_READS, read)).isEmpty();
    assertThat(fired("many.yml", MANY_READS, read)).isEqualTo(1);
    assertThat(fired("p-1", read)).as("its exception holds where it stands").isZero();
  }

  @Test
  void lookupsAreThoseOfTheCorrelation() {
    PolicySource read =
        new PolicySource(
            "p.yml",
            enveloped("lookups: {acts: [read_record]}\n")
                .text()
                .replace("action: read_record", "action|expand: '%acts%'"));
    String lookups =
        "apiVersion: policy/v1\nid: m\nversion: 1\nowner: o\nlookups: {acts: [%s]}\n---\n";
    String many = MANY_READS.text();

    assertThat(fired("m", new PolicySource("m.yml", lookups.formatted("read_record") + many), read))
        .isEqualTo(1);
    assertThat(fired("m", new PolicySource("m.yml", lookups.formatted("x") + many), read)).isZero();
    assertThat(errors(MANY_READS, read))
        .contains("p.yml:10:32: no lookup is called acts: lookups stand in an envelope");
  }

  @Test
  void everyPolicyApartHasTheRulesThatItNames() {
    List<PolicySource> set =
        List.of(THEN_EXPORT, READ, MANY_READS, EXPORT, new PolicySource("f.yml", FILTER));
    List<List<PolicySource>> apart = FileSet.among(set).apart();

    assertThat(apart)
        .extracting(each -> PolicyCompiler.compile(each).identities().get(0).contentHash())
        .containsExactly(
            hash("then.yml", set.toArray(PolicySource[]::new)),
            hash(READ_ID, set.toArray(PolicySource[]::new)),
            hash("many.yml", set.toArray(PolicySource[]::new)),
            Compilation.sha256(EXPORT.text()));
    assertThat(apart).allMatch(each -> PolicyCompiler.compile(each).identities().size() == 1);
  }
}
