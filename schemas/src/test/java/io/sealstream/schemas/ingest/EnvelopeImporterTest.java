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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeImporterTest {
  private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
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
  }

  @ParameterizedTest
  @CsvSource({
    "'\"2026-01-02T03:04:05.678Z\"', 2026-01-02T03:04:05.678Z",
    "'\"2026-01-02T04:04:05+01:00\"', 2026-01-02T03:04:05Z",
    "'\"2026-01-02 03:04:05.678000000\"', 2026-01-02T03:04:05.678Z",
    "'\"2026-01-02 03:04:05Z\"', 2026-01-02T03:04:05Z",
    "'\"2026-01-02 03:04:05\"', 2026-01-02T03:04:05Z",
    "1767323045678, 2026-01-02T03:04:05.678Z",
    "1767323045678.5, 2026-01-02T03:04:05.678Z"
  })
  void vendorsWriteTimesInManyForms(String time, Instant expected) {
    AuditEvent event = read(envelope("okta", "okta", "{\"published\":" + time + "}"));
    assertThat(event.getTime()).isEqualTo(expected);
    assertThat(event.getLabels()).doesNotContainKey(VendorEvent.TIME_SOURCE);
  }

  @Test
  void aRecordWithoutATimeGetsThatOfIngestAndSaysSo() {
    for (String undated : List.of("{}", "{\"published\":\"yesterday\"}", "{\"time\":[1]}")) {
      AuditEvent event = read(envelope("okta", "okta", undated));
      assertThat(event.getTime()).isEqualTo(NOW);
      assertThat(event.getLabels())
          .containsEntry(VendorEvent.TIME_SOURCE, VendorEvent.TIME_OF_INGEST);
      assertThat(event.getOriginal()).isEqualTo(undated);
    }
  }

  @Test
  void everyRecordedAttackIsTaken() throws IOException {
    allAreTaken("stratus-red-team-cloudtrail.jsonl", 310);
  }

  @Test
  void recordsWithoutAnEventTimeAreTakenByTheirTimestamp() throws IOException {
    allAreTaken("otrf-ec2-proxy-s3-exfiltration.jsonl", 103);
  }

  @Test
  void recordsThatWereWrittenForTestsAreTakenWithoutATimeOfTheirOwn() throws IOException {
    allAreTaken("panther-tests-a.jsonl", 782);
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
    return new EnvelopeImporter(new TenantId("acme"), Clock.fixed(NOW, ZoneOffset.UTC)).read(json);
  }
}
