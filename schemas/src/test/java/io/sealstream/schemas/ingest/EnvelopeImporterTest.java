package io.sealstream.schemas.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Category;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopeImporterTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theEnvelopeNamesTheEventAndTheVendorTextIsKept() {
    String vendor =
        "{ \"eventName\":\"StopLogging\", \"eventSource\":\"cloudtrail.amazonaws.com\","
            + " \"eventID\":\"other\", \"@timestamp\":\"2020-09-14T00:44:23.000Z\", \"n\": 1.50 }";
    AuditEvent event = read(envelope("aws", "cloudtrail", vendor));
    assertThat(event.getId()).isEqualTo("env-1");
    assertThat(event.getTime()).isEqualTo(Instant.parse("2020-09-14T00:44:23Z"));
    assertThat(event.getAction()).isEqualTo("stop_logging");
    assertThat(event.getCategory()).isEqualTo(Category.CONFIGURATION);
    assertThat(event.getOriginal()).isEqualTo(vendor);
  }

  @Test
  void otherVendorsAreTakenByTheirWellKnownFields() {
    AuditEvent okta =
        read(
            envelope(
                "okta",
                "okta",
                "{\"published\":\"2026-01-02T03:04:05.678Z\",\"eventType\":\"user.session.start\","
                    + "\"actor\":{\"id\":\"00u1\"},\"client\":{\"ipAddress\":\"192.0.2.9\"}}"));
    assertThat(okta.getTime()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
    assertThat(okta.getAction()).isEqualTo("user_session_start");
    assertThat(okta.getActor().getId()).isEqualTo("00u1");
    assertThat(okta.getSource().getIp()).isEqualTo("192.0.2.9");
    assertThat(okta.getLogSource().getProduct()).isEqualTo("okta");

    AuditEvent github =
        read(
            envelope(
                "github",
                "audit",
                "{\"@timestamp\":1767323045678,\"action\":\"org.add_member\",\"actor\":\"octo\"}"));
    assertThat(github.getTime()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
    assertThat(github.getActor().getId()).isEqualTo("octo");
  }

  @Test
  void anEnvelopeThatLacksItsPartsIsRefused() {
    assertThatThrownBy(() -> read("{\"id\":\"1\",\"event\":{}}"))
        .hasMessage("an envelope needs id, logsource.product and the object event");
    assertThatThrownBy(() -> read(envelope("okta", "okta", "{}")))
        .isInstanceOf(NotImportableException.class)
        .hasMessageStartingWith("no time: none of");
  }

  @Test
  void everyRecordedAttackIsTaken() throws IOException {
    allAreTaken("stratus-red-team-cloudtrail.jsonl", 310);
  }

  @Test
  void recordsWithoutAnEventTimeAreTakenByTheirTimestamp() throws IOException {
    allAreTaken("otrf-ec2-proxy-s3-exfiltration.jsonl", 103);
  }

  private static void allAreTaken(String name, int count) throws IOException {
    Path file = Path.of("../../shared/data/detection/events", name);
    assumeTrue(Files.exists(file), "third-party events are not in this repository: " + file);
    List<AuditEvent> events = new ArrayList<>();
    List<String> rejected = new ArrayList<>();
    IngestReport report =
        new Ingest(
                ImportFormat.ENVELOPE.importer(new TenantId("acme")),
                events::add,
                rejection -> rejected.add(rejection.toString()))
            .run(InputSource.find(List.of(file.toString()), InputStream.nullInputStream()));
    assertThat(rejected).isEmpty();
    assertThat(report).isEqualTo(new IngestReport(count, 0, List.of()));
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < count; i++) {
      JsonNode envelope = JSON.readTree(lines.get(i));
      AuditEvent event = events.get(i);
      assertThat(event.getId()).isEqualTo(envelope.path("id").asText());
      assertThat(lines.get(i)).contains(event.getOriginal());
      assertThat(JSON.readTree(event.getOriginal())).isEqualTo(envelope.path("event"));
    }
  }

  private static String envelope(String product, String service, String event) {
    return "{\"id\":\"env-1\",\"logsource\":{\"product\":\""
        + product
        + "\",\"service\":\""
        + service
        + "\"},\"event\":"
        + event
        + ",\"technique\":\"t\"}";
  }

  private static AuditEvent read(String json) {
    return ImportFormat.ENVELOPE.importer(new TenantId("acme")).read(json);
  }
}
