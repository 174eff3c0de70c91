package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.sample.SampleGenerator;
import io.sealstream.schemas.sample.SampleOptions;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole library on events that it was not written for: what fires, and that nothing else does.
 */
class StarterOnOtherEventsTest {

  /** The stories of the sample, and a loan of rights that one of them is besides. */
  private static final Map<String, Integer> STORIES =
      Map.of(
          "app-audit-log-disabled", 1,
          "app-bulk-download", 1,
          "app-denied-probing", 1,
          "app-short-lived-admin", 1,
          "aws-access-key-for-another-user", 1,
          "aws-console-login-without-mfa", 1,
          "aws-trail-stopped", 1);

  /** People of the sample grant themselves roles, and break-glass roles without an incident. */
  private static final Set<String> HABITS =
      Set.of("app-self-grant", "app-break-glass-without-incident");

  @ParameterizedTest
  @ValueSource(longs = {42, 1, 2, 3, 7})
  void onTheSampleTheStoriesFireOnceAndOfItsTrafficOnlyTwoHabits(long seed) {
    Map<String, Integer> alerts =
        alerts(new SampleGenerator(SampleOptions.of(5000, seed)).events());

    assertThat(alerts).containsKeys(HABITS.toArray(String[]::new));
    HABITS.forEach(alerts::remove);
    assertThat(alerts).isEqualTo(STORIES);
  }

  /**
   * Credentials of an instance, stolen by request forgery, read a bucket: among a day's console
   * work.
   */
  @Test
  void ofARecordedTheftTheTheftAloneFires() {
    var events = new ArrayList<AuditEvent>();
    for (JsonNode line : DetectionPack.orSkip().events("otrf-ec2-proxy-s3-exfiltration")) {
      JsonNode original = line.get("event");
      AuditEvent event =
          Events.vendor(
              line.get("id").asText(),
              new LogSource("aws", "cloudtrail", null),
              original.toString());
      event.setTime(Instant.parse(original.get("@timestamp").asText()));
      events.add(event);
    }

    assertThat(alerts(events)).isEqualTo(Map.of("aws-instance-role-reads-buckets", 1));
  }

  private static Map<String, Integer> alerts(List<AuditEvent> events) {
    var alerts = new TreeMap<String, Integer>();
    for (StarterPolicy policy : StarterLibrary.policies()) {
      int count = policy.isPattern() ? 0 : policy.deduplicated(policy.findings(events)).size();
      if (count > 0) {
        alerts.put(policy.envelope().id(), count);
      }
    }
    return alerts;
  }
}
