package io.sealstream.evidence.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.evidence.format.RetentionRule;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.RetentionTerm;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.store.StorageClass;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LifecycleRulesTest {
  private static final long YEAR_2020 = 1_577_836_800L;
  private static final long YEAR_2120 = 4_733_510_400L;

  private static JsonNode rules(LifecycleRules rules, RetentionTable... tables) throws IOException {
    return new ObjectMapper().readTree(rules.json(List.of(tables))).path("Rules");
  }

  private static JsonNode named(JsonNode rules, String id) {
    for (JsonNode rule : rules) {
      if (rule.path("ID").asText().equals(id)) {
        return rule;
      }
    }
    throw new AssertionError("no rule " + id + " in " + rules);
  }

  private static RetentionTable table(RetentionTerm... terms) {
    List<RetentionRule> rules = new ArrayList<>();
    for (int i = 0; i < terms.length; i++) {
      String tenant = i == terms.length - 1 ? RetentionRule.ANY : "tenant_" + i;
      rules.add(new RetentionRule(tenant, RetentionRule.ANY, "tier-" + i, terms[i]));
    }
    return new RetentionTable(1, "alice", "ticket 1", rules);
  }

  @Property(tries = 500)
  void noRuleIsShorterThanTheLock(
      @ForAll @IntRange(min = 1, max = RetentionTerm.MAX_YEARS) int years,
      @ForAll StorageClass storage,
      @ForAll @IntRange(min = 1, max = 90) int abortDays,
      @ForAll @LongRange(min = YEAR_2020, max = YEAR_2120) long closed,
      @ForAll @LongRange(min = 0, max = 90L * 86_400) long waited)
      throws IOException {
    var term = new RetentionTerm(LockMode.COMPLIANCE, years, storage);
    JsonNode rule =
        named(
            rules(new LifecycleRules("", abortDays), table(term)),
            "sealstream-events-" + term.tag());
    Instant locked = term.from(Instant.ofEpochSecond(closed)).retainUntil();
    long open = Math.min(waited, abortDays * 86_400L);
    Instant opened = Instant.ofEpochSecond(closed - open);

    for (String days : List.of("/Expiration/Days", "/NoncurrentVersionExpiration/NoncurrentDays")) {
      assertThat(opened.plus(Duration.ofDays(rule.at(days).asInt())))
          .as(days)
          .isAfterOrEqualTo(locked);
    }
  }

  @Test
  void eachTermIsOneRuleByTagWhateverItsTenants() throws IOException {
    var seven = new RetentionTerm(LockMode.COMPLIANCE, 7, StorageClass.STANDARD_IA);
    var one = new RetentionTerm(LockMode.GOVERNANCE, 1, StorageClass.DEEP_ARCHIVE);
    JsonNode rules = rules(new LifecycleRules("archive/", 30), table(seven, one, seven));

    assertThat(rules.findValuesAsText("ID"))
        .containsExactly(
            "sealstream-events-1y-DEEP_ARCHIVE",
            "sealstream-events-7y-STANDARD_IA",
            "sealstream-abort",
            "sealstream-canary",
            "sealstream-hint");
    JsonNode rule = named(rules, "sealstream-events-7y-STANDARD_IA");
    assertThat(rule.at("/Filter/And/Prefix").asText()).isEqualTo("archive/events/");
    assertThat(rule.at("/Filter/And/Tags/0/Key").asText()).isEqualTo("sealstream-retention");
    assertThat(rule.at("/Filter/And/Tags/0/Value").asText()).isEqualTo("7y-STANDARD_IA");
    assertThat(rule.at("/Transitions/0/Days").asInt()).isEqualTo(30);
    assertThat(
            named(rules, "sealstream-abort")
                .at("/AbortIncompleteMultipartUpload/DaysAfterInitiation")
                .asInt())
        .isEqualTo(30);
  }

  @Test
  void nothingThatProvesOthersIsExpired() throws IOException {
    var term = new RetentionTerm(LockMode.COMPLIANCE, 7, StorageClass.STANDARD);
    for (JsonNode rule : rules(new LifecycleRules("a/", 30), table(term))) {
      if (rule.has("Expiration") || rule.has("NoncurrentVersionExpiration")) {
        String prefix = rule.at("/Filter/Prefix").asText() + rule.at("/Filter/And/Prefix").asText();
        assertThat(prefix).isIn("a/events/", "a/canary/", "a/checkpoint");
      }
    }
  }

  @Test
  void earlierTablesKeepTheirRules() throws IOException {
    var old = new RetentionTerm(LockMode.COMPLIANCE, 3, StorageClass.STANDARD);
    var now = new RetentionTerm(LockMode.COMPLIANCE, 7, StorageClass.STANDARD);
    assertThat(rules(new LifecycleRules("", 30), table(now), table(old)).findValuesAsText("ID"))
        .contains("sealstream-events-3y-STANDARD", "sealstream-events-7y-STANDARD");
  }
}
