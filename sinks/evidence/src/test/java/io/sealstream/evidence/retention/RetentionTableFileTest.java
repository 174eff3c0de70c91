package io.sealstream.evidence.retention;

import static io.sealstream.evidence.records.RecordKind.DECISIONS;
import static io.sealstream.evidence.records.RecordKind.EVENTS;
import static io.sealstream.evidence.records.RecordKind.POLICIES;
import static io.sealstream.evidence.records.RecordKind.VIOLATIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.schemas.TenantId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTableFileTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId GLOBEX = new TenantId("globex");
  private static final String TABLE =
      """
      {
        "format": "sealstream-retention/1",
        "version": 3,
        "author": "alice",
        "reason": "ticket 4711",
        "rules": [
          {"tenant": "acme", "class": "IAM", "tier": "hot", "lock_mode": "COMPLIANCE", "years": 10},
          {"tenant": "*", "class": "DATA", "tier": "cold_1", "lock_mode": "GOVERNANCE", "years": 1,
           "storage_class": "GLACIER_IR"},
          {"tenant": "_unattributed", "class": "NO_EVENT", "tier": "odd", "lock_mode": "GOVERNANCE", "years": 2},
          {"tenant": "*", "class": "*", "tier": "warm", "lock_mode": "COMPLIANCE", "years": 7}
        ]
      }
      """;

  private static RetentionTable table() throws RetentionTableException {
    return RetentionTableFile.parse("table.json", TABLE);
  }

  @Test
  void theFirstRuleThatMatchesDecides() throws RetentionTableException {
    assertThat(table().index().ruleFor(ACME, "IAM").tier()).isEqualTo("hot");
    assertThat(table().index().ruleFor(GLOBEX, "IAM").tier()).isEqualTo("warm");
    assertThat(table().index().ruleFor(ACME, "DATA").tier()).isEqualTo("cold_1");
    assertThat(table().index().ruleFor(TenantId.UNATTRIBUTED, "NO_EVENT").tier()).isEqualTo("odd");
  }

  @Test
  void aTierThatNoRecordOfTheTenantReachesHasNoTerm() throws RetentionTableException {
    assertThat(table().index().termOf(ACME, EVENTS, "hot")).isPresent();
    assertThat(table().index().termOf(GLOBEX, EVENTS, "hot")).isEmpty();
    assertThat(table().index().termOf(TenantId.UNATTRIBUTED, EVENTS, "warm")).isEmpty();
  }

  @Test
  void whatIsNoEventIsKeptByWhatItIs() throws Exception {
    RetentionTable table =
        RetentionTableFile.parse(
            "t",
            TABLE
                .replace("\"class\": \"IAM\"", "\"class\": \"VIOLATION\"")
                .replace(
                    "_unattributed\", \"class\": \"NO_EVENT",
                    "_sealstream\", \"class\": \"POLICY"));
    assertThat(table.index().ruleFor(ACME, "VIOLATION").tier()).isEqualTo("hot");
    assertThat(table.index().ruleFor(TenantId.PLATFORM, "POLICY").tier()).isEqualTo("odd");
    assertThat(table.index().termOf(ACME, VIOLATIONS, "hot")).isPresent();
    assertThat(table.index().termOf(ACME, VIOLATIONS, "warm")).as("another tier").isEmpty();
    assertThat(table.index().termOf(ACME, EVENTS, "hot")).as("a tier of violations only").isEmpty();
    assertThat(table.index().termOf(ACME, DECISIONS, "warm")).isPresent();
    assertThat(table.index().termOf(TenantId.PLATFORM, POLICIES, "odd")).isPresent();
    assertThat(table.index().termOf(TenantId.PLATFORM, EVENTS, "warm"))
        .as("it has no events")
        .isEmpty();
    assertThat(table.unreachable()).isEmpty();
  }

  @Test
  void proofsAreKeptAsLongAndAsHardAsAnyRuleSays() throws RetentionTableException {
    assertThat(table().longest().mode()).isEqualTo(LockMode.COMPLIANCE);
    assertThat(table().longest().years()).isEqualTo(10);
  }

  @Test
  void yearsCountFromTheSecondOfTheCloseAndALeapDayBecomesTheDayBefore()
      throws RetentionTableException {
    var closed = Instant.parse("2028-02-29T23:59:59.999Z");
    assertThat(
            table()
                .index()
                .termOf(GLOBEX, EVENTS, "cold_1")
                .orElseThrow()
                .from(closed)
                .retainUntil())
        .isEqualTo(Instant.parse("2029-02-28T23:59:59Z"));
  }

  @Test
  void theArchivesTextIsReadBackAndHasTheSameHash() throws RetentionTableException {
    RetentionTable read = RetentionTable.parse(table().encode());
    assertThat(read).isEqualTo(table());
    assertThat(read.sha256()).isEqualTo(table().sha256());
  }

  @Test
  void aVersionMustGrowUnlessNothingChanged() throws Exception {
    var other = RetentionTableFile.parse("t", TABLE.replace("\"years\": 7", "\"years\": 8"));
    var higher = RetentionTableFile.parse("t", TABLE.replace("\"version\": 3", "\"version\": 4"));
    assertThat(table().mayFollow(table())).isTrue();
    assertThat(other.mayFollow(table())).isFalse();
    assertThat(higher.mayFollow(table())).isTrue();
    assertThat(table().mayFollow(higher)).isFalse();
    var settings = RetentionTable.single("standard", LockMode.COMPLIANCE, 7);
    assertThat(RetentionTable.single("standard", LockMode.COMPLIANCE, 8).mayFollow(settings))
        .isTrue();
    assertThat(settings.mayFollow(table())).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"version\": 3|\"version\": 0|table.json:3: version must be 1 or more",
        "\"author\": \"alice\"|\"autor\": \"alice\"|table.json:4: a table has no 'autor'",
        "\"author\": \"alice\"|\"author\": \" \"|author and reason must say who",
        "\"years\": 10|\"years\": 0|table.json:7: years must lie between 1 and 100",
        "\"years\": 10|\"years\": \"ten\"|table.json:7: a whole number is expected: ten",
        "\"class\": \"IAM\"|\"class\": \"IMA\"|table.json:7: class must be * or one of",
        "\"tier\": \"cold_1\"|\"tier\": \"Cold\"|table.json:8: tier must match",
        "GLACIER_IR|GLACIER_XX|table.json:9: storage_class must be one of",
        "\"tenant\": \"acme\"|\"tenant\": \"Acme\"|table.json:7: tenant id must match",
        "\"tier\": \"cold_1\"|\"tier\": \"warm\"|table.json:11: rules 2 and 4 give tenant",
        "\"class\": \"*\", \"tier\": \"warm\"|\"class\": \"API\", \"tier\": \"warm\"|the last rule must have tenant * and class *",
        "\"tenant\": \"acme\",|\"tenant\": \"acme\", \"tenant\": \"acme\",|table.json:7: no JSON: Duplicate field",
        "\"rules\": [|\"rules\": |table.json:7: rules must be a list",
      })
  void whatIsWrongIsSaidWithItsLine(String right, String wrong, String message) {
    assertThat(TABLE).contains(right);
    assertThatThrownBy(() -> RetentionTableFile.parse("table.json", TABLE.replace(right, wrong)))
        .isInstanceOf(RetentionTableException.class)
        .hasMessageContaining(message);
  }
}
