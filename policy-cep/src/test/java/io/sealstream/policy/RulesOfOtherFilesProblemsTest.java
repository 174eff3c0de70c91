package io.sealstream.policy;

import static io.sealstream.policy.FileSets.EXPORT;
import static io.sealstream.policy.FileSets.MANY_READS;
import static io.sealstream.policy.FileSets.READ;
import static io.sealstream.policy.FileSets.READ_ID;
import static io.sealstream.policy.FileSets.correlation;
import static io.sealstream.policy.FileSets.enveloped;
import static io.sealstream.policy.FileSets.errors;
import static io.sealstream.policy.FileSets.export;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is wrong with names of other files, told where it stands. */
class RulesOfOtherFilesProblemsTest {
  @Test
  void aNameOfTwoFilesIsAnErrorThatSaysWhere() {
    PolicySource second = new PolicySource("second.yml", "# a copy\n" + export("reads"));

    assertThat(errors(MANY_READS, READ, second))
        .containsExactly(
            "many.yml:3:42: several rules have the name or id reads: second.yml:2:1, read.yml:1:1");
    assertThat(
            errors(MANY_READS, READ, new PolicySource("second.yml", READ.text().replace("1", "3"))))
        .singleElement()
        .asString()
        .contains("read.yml:1:1", "second.yml:1:1");
  }

  @Test
  void whatIsTheSameInTwoFilesIsStillOfTwoFiles() {
    PolicySource both = new PolicySource("b.yml", READ.text().replace("id: " + READ_ID + "\n", ""));
    PolicySource copy = new PolicySource("c.yml", both.text());

    assertThat(errors(MANY_READS, both, copy))
        .containsExactly(
            "many.yml:3:42: several rules have the name or id reads: b.yml:1:1, c.yml:1:1");
  }

  @Test
  void aNameOfNoFileIsAnError() {
    assertThat(errors(MANY_READS, EXPORT))
        .containsExactly(
            "many.yml:3:42: no rule has the name or id reads, neither in this file nor in another"
                + " that is given with it");
  }

  @Test
  void aCircleOverSeveralFilesIsTold() {
    PolicySource one = correlation("one.yml", "one", "two", 2);
    PolicySource two = correlation("two.yml", "two", "one", 2);

    assertThat(errors(one, two))
        .isNotEmpty()
        .allMatch(error -> error.contains("the correlation refers to itself through"));
  }

  @Test
  void aFieldMapKeepsARuleInItsFile() {
    assertThat(errors(MANY_READS, enveloped("fields: {who: actor.id}\n")))
        .containsExactly(
            "many.yml:3:42: reads (p.yml:7:1) is meant by the fields of its envelope, which hold"
                + " for its own file only: write it into this file");
  }

  @Test
  void generateDoesNotMakeAPolicyOfItTwice() {
    var generating =
        new PolicySource("g.yml", MANY_READS.text().replace("type:", "generate: true, type:"));

    assertThat(errors(generating, READ))
        .containsExactly(
            "g.yml:3:58: reads (read.yml:1:1) is a policy of its own where it stands, and generate"
                + " would make it one a second time: leave generate out");
    assertThat(errors(new PolicySource("g.yml", generating.text() + "---\n" + READ.text())))
        .isEmpty();
  }

  @Test
  void whatIsWrongIsToldOnceWhereItStands() {
    var wrong = new PolicySource("read.yml", READ.text().replace("{action:", "{action|foo:"));
    var directive = new PolicySource("read.yml", "%TAG !e! tag:e,2000:\n---\n" + READ.text());

    assertThat(errors(wrong, MANY_READS))
        .containsExactly("read.yml:5:24: unknown modifier 'foo' " + Rules.MODIFIERS);
    assertThat(errors(directive, MANY_READS))
        .containsExactly(
            "read.yml:3:1: what other files use is read without YAML directives: leave % lines out");
    assertThat(errors(directive)).isEmpty();
  }

  @Test
  void sequencesNameRulesOfTheirOwnFile() {
    var sequence =
        new PolicySource(
            "s.yml",
            """
            apiVersion: policy/v1
            id: s
            version: 1
            owner: o
            title: S
            sequence: {by: [actor.id], within: 10m, steps: [{id: a, rule: reads}, {id: b, rule: exports}]}
            ---
            """
                + export("exports"));

    assertThat(errors(sequence, READ))
        .containsExactly("s.yml:6:63: no rule has the name, id or title reads");
  }
}
