package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionConfigTest {
  private static final String TABLE =
      """
      {"format": "sealstream-retention/1", "version": 2, "author": "alice", "reason": "ticket",
       "rules": [
         {"tenant": "*", "class": "VIOLATION", "tier": "found", "lock_mode": "COMPLIANCE", "years": 9},
         {"tenant": "*", "class": "*", "tier": "warm", "lock_mode": "COMPLIANCE", "years": 7}]}
      """;

  @TempDir private Path folder;
  private final List<String> problems = new ArrayList<>();

  private static Configuration raw(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.add("sealstream.kafka.bootstrap-servers=h:1");
    all.add("sealstream.registry.urls=http://r");
    return JobArguments.parse(all.toArray(String[]::new), EvidenceOptions.ALL);
  }

  private RetentionTable table(boolean isFolder, String... arguments) {
    return RetentionConfig.table(raw(arguments), isFolder, problems);
  }

  private RetentionConfig.Changes changes(String... arguments) {
    Configuration raw = raw(arguments);
    return RetentionConfig.changes(raw, InputConfig.from(raw, problems), problems);
  }

  private String file(String text) throws IOException {
    return "sealstream.evidence.retention-table="
        + Files.writeString(folder.resolve("table.json"), text);
  }

  @Test
  void withoutATableTheSingleSettingsAreOne() {
    assertThat(table(false, "sealstream.evidence.retention-years=3"))
        .isEqualTo(RetentionTable.single("standard", LockMode.COMPLIANCE, 3));
    assertThat(problems).isEmpty();
  }

  @Test
  void aTableTakesTheirPlaceAndDoesNotGoWithThem() throws IOException {
    assertThat(table(false, file(TABLE)).tiers()).containsExactly("found", "warm");
    assertThat(problems).isEmpty();

    table(false, file(TABLE), "sealstream.evidence.tier=hot");
    assertThat(problems)
        .containsExactly(
            "sealstream.evidence.retention-table says so per tenant and class: leave"
                + " sealstream.evidence.tier out");
  }

  @Test
  void whatIsWrongInATableIsToldWithKeyFileAndLine() throws IOException {
    table(false, file(TABLE.replace("VIOLATION", "VIOLATIONS")));
    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("sealstream.evidence.retention-table: ")
        .contains("table.json:3: class must be * or one of", "VIOLATION, DECISION, POLICY");
  }

  @Test
  void aFolderLocksNothingAndABucketEverything() throws IOException {
    table(true, file(TABLE));
    table(false, file(TABLE.replace("\"COMPLIANCE\", \"years\": 9", "\"NONE\", \"years\": 0")));
    assertThat(problems)
        .hasSize(2)
        .anyMatch(p -> p.contains("lock mode must be NONE for a folder"))
        .anyMatch(p -> p.contains("lock mode must not be NONE for an object store"));
  }

  @Test
  void changesAreToldToATopicOfEvents() {
    assertThat(changes("sealstream.input.topics=first;second"))
        .isEqualTo(new RetentionConfig.Changes("first", new TenantId("sealstream")));
    assertThat(problems).isEmpty();

    changes("sealstream.evidence.changes-topic=audit.violations");
    assertThat(problems)
        .containsExactly(
            "sealstream.evidence.changes-topic is audit.violations, where no events are sealed: it"
                + " must be one of [audit.events], so that a change is evidence");
  }

  @Test
  void aTenantThatNoEventMayNameIsRefused() {
    changes("sealstream.evidence.changes-tenant=_sealstream");
    assertThat(problems)
        .containsExactly(
            "sealstream.evidence.changes-tenant must match [a-z0-9][a-z0-9_]{0,63}: _sealstream");
  }
}
