package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.LogSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every event is counted once, for its own tenant, by the policies of its log source. */
class EvaluationsTest {
  private final PolicySet ofFiles = set("files", "{product: app, service: files}");
  private final PolicySet ofAny = set("any", "{}");
  private final Evaluations evaluations = new Evaluations();

  @Test
  void tenantsAndLogSourcesThatTakeTurns() {
    assertThat("AaBB".hashCode()).isEqualTo("BBAa".hashCode());
    for (int i = 0; i < 10; i++) {
      evaluations.evaluated(ofFiles, event("AaBB", "files"));
      evaluations.evaluated(ofFiles, event("BBAa", "files"));
      evaluations.evaluated(ofFiles, event("BBAa", "files"));
      evaluations.evaluated(ofFiles, event("AaBB", "payroll"));
    }

    assertThat(counted()).containsOnly(Map.entry("files AaBB", 10L), Map.entry("files BBAa", 20L));
  }

  @Test
  void setsThatTakeTurns() {
    for (int i = 0; i < 10; i++) {
      evaluations.evaluated(ofFiles, event("acme", "files"));
      evaluations.evaluated(ofAny, event("acme", "files"));
      evaluations.evaluated(ofAny, event("acme", "payroll"));
    }

    assertThat(counted()).containsOnly(Map.entry("files acme", 10L), Map.entry("any acme", 20L));
  }

  @Test
  void whatWasToldIsNotToldAgain() {
    evaluations.evaluated(ofFiles, event("acme", "files"));
    assertThat(counted()).containsOnly(Map.entry("files acme", 1L));

    assertThat(counted()).isEmpty();
    evaluations.evaluated(ofFiles, event("acme", "files"));
    evaluations.evaluated(ofFiles, event("acme", "files"));
    assertThat(counted()).containsOnly(Map.entry("files acme", 2L));
  }

  @Test
  void moreTenantsThanAreCountedAtOnce() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 10_500; i++) {
        evaluations.evaluated(ofFiles, event("t" + i, "files"));
      }
    }

    Map<String, Long> counted = counted();
    assertThat(counted).hasSize(10_500);
    assertThat(counted.values()).containsOnly(2L);
  }

  private Map<String, Long> counted() {
    return evaluations
        .summaries(SummarySpan.ofEvents(new ReadOffsets().takeSpan(), 1L), Instant.EPOCH)
        .stream()
        .collect(
            Collectors.toMap(
                decision -> decision.getPolicyId() + " " + decision.getTenantId(),
                EvaluationsTest::evaluated));
  }

  private static long evaluated(Decision decision) {
    return decision.getCounts().getOrDefault(Evaluations.EVALUATED, 0L);
  }

  private static AuditEvent event(String tenant, String service) {
    AuditEvent event = Events.own("e-1");
    event.setTenantId(tenant);
    event.setLogSource(new LogSource("app", service, null));
    return event;
  }

  private static PolicySet set(String id, String logSource) {
    return new PolicySet(
        PolicyCompiler.compile(
            List.of(
                new PolicySource(
                    id + ".yml",
                    "title: A\nid: %s\nlogsource: %s\ndetection: {s: {action: a}, condition: s}\n"
                        .formatted(id, logSource)))));
  }
}
