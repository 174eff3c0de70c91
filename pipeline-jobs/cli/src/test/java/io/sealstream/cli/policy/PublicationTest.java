package io.sealstream.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.publish.PolicyLedger;
import io.sealstream.policy.publish.PolicyRecord;
import io.sealstream.policy.publish.PolicyStatement;
import io.sealstream.policy.publish.PolicyVersion;
import io.sealstream.policy.publish.SignedPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of drafts, before they are sent and after. */
class PublicationTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String RULE = PublishPeople.RULE;

  @Test
  void aVersionCountsSixtySecondsFromNowAtTheEarliest() {
    assertThat(judged(List.of(), draft(RULE, NOW.plusSeconds(60))).refusals()).isEmpty();
    Publication early = judged(List.of(), draft(RULE, NOW.plusMillis(59_999)));
    assertThat(early.accepted()).isEmpty();
    assertThat(early.refusals())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.place()).isEqualTo("reads.yml");
              assertThat(each.why()).contains("60 s ahead of now");
            });
  }

  @Test
  void whatIsThereIsNotSentAgain() {
    PolicyDraft draft = draft(RULE, NOW.plusSeconds(60));

    Publication again = judged(List.of(record(7, draft)), draft);

    assertThat(again.accepted()).isEmpty();
    assertThat(again.refusals()).isEmpty();
    assertThat(again.repeated()).extracting(PolicyVersion::offset).containsExactly(7L);
  }

  @Test
  void afterSendingTheTopicSaysWhatBecameOfIt() {
    PolicyDraft mine = draft(RULE, NOW.plusSeconds(60));
    PolicyDraft theirs = draft(RULE.replace("read}", "write}"), NOW.plusSeconds(60));

    Publication alone = after(List.of(record(0, mine)), mine);
    assertThat(alone.repeated()).extracting(PolicyVersion::offset).containsExactly(0L);
    assertThat(alone.refusals()).isEmpty();
    Publication second = after(List.of(record(0, theirs), record(1, mine)), mine);
    assertThat(second.repeated()).isEmpty();
    assertThat(second.refusals())
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.why()).startsWith("sent, and refused: ").contains("other content"));
    assertThat(after(List.of(), mine).refusals())
        .singleElement()
        .satisfies(each -> assertThat(each.why()).endsWith("it did not arrive"));
  }

  private static Publication judged(List<PolicyRecord> history, PolicyDraft draft) {
    return Publication.of(ledger(), history, List.of(draft), NOW);
  }

  private static Publication after(List<PolicyRecord> history, PolicyDraft sent) {
    return Publication.after(ledger(), history, List.of(sent));
  }

  private static PolicyLedger ledger() {
    return new PolicyLedger(Optional.empty());
  }

  private static PolicyRecord record(long offset, PolicyDraft draft) {
    return new PolicyRecord(
        offset, NOW.toEpochMilli(), draft.statement().key(), draft.signed().toJson());
  }

  private static PolicyDraft draft(String text, Instant from) {
    var statement =
        new PolicyStatement("reads.yml", 1, "reads.yml", text, "alice", "bob", "why", from, NOW);
    return new PolicyDraft("reads.yml", statement, SignedPolicy.unsigned(statement));
  }
}
