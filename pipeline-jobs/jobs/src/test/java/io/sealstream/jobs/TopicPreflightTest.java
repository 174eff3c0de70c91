package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopicPreflightTest {
  private static final int MAX = 1 << 20;
  private static final TopicFacts GOOD =
      new TopicFacts(
          "audit.events", 4, 3, 2, false, "delete", 0, true, Duration.ofDays(7), -1, 1_000, true);
  private static final TopicFacts REJECTED =
      new TopicFacts(
          "audit.rejected", 1, 3, 2, false, "delete", 0, true, Duration.ofDays(7), -1, MAX, true);

  private static final TopicPreflight PREFLIGHT =
      new TopicPreflight(Set.of("audit.policies"), Duration.ofDays(3), MAX);

  @Test
  void wellKeptTopicsPass() {
    var findings = PREFLIGHT.check(List.of(GOOD), REJECTED);
    assertThat(findings.errors()).isEmpty();
    assertThat(findings.replication()).isEmpty();
    assertThat(findings.warnings()).isEmpty();
  }

  @Test
  void everythingWrongIsListedAtOnce() {
    var bad =
        new TopicFacts(
            "audit.events", 4, 1, 1, true, "compact", 0, false, Duration.ofDays(1), 5, MAX, true);
    var findings = PREFLIGHT.check(List.of(bad), REJECTED);
    assertThat(findings.replication())
        .hasSize(2)
        .anyMatch(p -> p.contains("replication factor is 1"))
        .anyMatch(p -> p.contains("min.insync.replicas is 1"));
    assertThat(findings.errors())
        .hasSize(6)
        .anyMatch(p -> p.contains("min.compaction.lag.ms is 0"))
        .anyMatch(p -> p.contains("message.timestamp.type"))
        .anyMatch(p -> p.contains("unclean.leader.election.enable"))
        .anyMatch(p -> p.contains("cleanup.policy"))
        .anyMatch(p -> p.contains("retention.bytes"))
        .anyMatch(p -> p.contains("rejected-max-bytes is " + MAX));
  }

  @Test
  void aCopyMustFitIntoTheRejectedTopic() {
    var small =
        new TopicFacts(
            "audit.rejected",
            1,
            3,
            2,
            false,
            "delete",
            0,
            true,
            Duration.ofDays(7),
            -1,
            MAX - 1,
            true);
    assertThat(PREFLIGHT.check(List.of(GOOD), small).errors())
        .singleElement()
        .asString()
        .startsWith("audit.rejected: max.message.bytes is " + (MAX - 1));
  }

  @Test
  void retentionMustOutlastThePlannedOutage() {
    var brief =
        new TopicFacts(
            "audit.events", 4, 3, 2, false, "delete", 0, true, Duration.ofDays(3), -1, 9, true);
    assertThat(PREFLIGHT.check(List.of(brief), REJECTED).errors())
        .singleElement()
        .asString()
        .contains("retention.ms", "PT72H");
  }

  @Test
  void aTopicDeclaredToHaveHolesMayBeCompacted() {
    var policies =
        new TopicFacts(
            "audit.policies",
            1,
            3,
            2,
            false,
            "compact",
            Long.MAX_VALUE,
            true,
            Duration.ofMillis(-1),
            -1,
            9,
            true);
    assertThat(PREFLIGHT.check(List.of(policies), REJECTED).errors()).isEmpty();
  }

  @Test
  void whatIsCompactedBeforeItIsSealedWouldPassForAControlSlot() {
    var hasty =
        new TopicFacts(
            "audit.policies",
            1,
            3,
            2,
            false,
            "compact,delete",
            Duration.ofDays(3).toMillis(),
            true,
            Duration.ofDays(3),
            -1,
            9,
            true);
    assertThat(PREFLIGHT.check(List.of(hasty), REJECTED).errors())
        .hasSize(2)
        .anyMatch(p -> p.startsWith("audit.policies: min.compaction.lag.ms is 259200000"))
        .anyMatch(p -> p.startsWith("audit.policies: retention.ms is PT72H"));
  }

  @Test
  void aRecordThatCannotBeSealedMustNotFitIntoTheTopic() {
    int most = TopicPreflight.MAX_RECORD_BYTES;
    var roomy = new TopicPreflight(Set.of(), Duration.ofDays(3), Integer.MAX_VALUE);
    var rejected =
        new TopicFacts(
            "audit.rejected",
            1,
            3,
            2,
            false,
            "delete",
            0,
            true,
            Duration.ofDays(7),
            -1,
            Integer.MAX_VALUE,
            true);
    assertThat(roomy.check(List.of(taking(most, true)), rejected).errors()).isEmpty();
    assertThat(roomy.check(List.of(taking(most + 1, true)), rejected).errors())
        .singleElement()
        .asString()
        .startsWith("audit.events: max.message.bytes is " + (most + 1))
        .contains("at most " + most);
  }

  @Test
  void batchesStoredCompressedAreWarnedAbout() {
    assertThat(PREFLIGHT.check(List.of(taking(9, true)), REJECTED).warnings()).isEmpty();
    assertThat(PREFLIGHT.check(List.of(taking(9, false)), REJECTED).warnings())
        .singleElement()
        .asString()
        .startsWith("audit.events: max.message.bytes bounds compressed batches")
        .contains("compression.type=uncompressed");
  }

  private static TopicFacts taking(int maxMessageBytes, boolean storedUncompressed) {
    return new TopicFacts(
        "audit.events",
        4,
        3,
        2,
        false,
        "delete",
        0,
        true,
        Duration.ofDays(7),
        -1,
        maxMessageBytes,
        storedUncompressed);
  }
}
