package io.sealstream.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Category;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditEventJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ObjectNode minimal() throws Exception {
    return (ObjectNode)
        JSON.readTree(
            ("{'id':'e-1','time':1772360130123,'tenant_id':'acme','service':'s','action':'a_b',"
                    + "'actor':{'id':'u'},'source':{},'emitter':{'id':'x','epoch':1,'seq':0},"
                    + "'log_source':{'product':'p'}}")
                .replace('\'', '"'));
  }

  @Test
  void aWholeEventSurvivesTheWayThroughText() throws Exception {
    String text = AuditEventJson.toJson(GoldenRecords.event()).toString();
    assertThat(AuditEventJson.parse(JSON.readTree(text))).isEqualTo(GoldenRecords.event());
  }

  @Test
  void unionsAreUnwrappedAndNullsLeftOut() throws Exception {
    ObjectNode json = AuditEventJson.toJson(AuditEventJson.parse(minimal()));
    assertThat(json.path("time").textValue()).isEqualTo("2026-03-01T10:15:30.123Z");
    assertThat(json.has("reason")).isFalse();
    ObjectNode whole = AuditEventJson.toJson(GoldenRecords.event());
    assertThat(whole.at("/data/bytes_out").longValue()).isEqualTo(5_000_000_000L);
    assertThat(whole.at("/auth/mfa").booleanValue()).isTrue();
    assertThat(whole.path("category").textValue()).isEqualTo("IAM");
  }

  @Test
  void whatIsLeftOutTakesItsDefault() throws Exception {
    AuditEvent event = AuditEventJson.parse(minimal().putNull("reason"));
    assertThat(event.getCategory()).isEqualTo(Category.UNKNOWN);
    assertThat(event.getChanges()).isEmpty();
    assertThat(event.getLabels()).isEmpty();
    assertThat(event.getResource()).isNull();
    assertThat(event.getEnvironment()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T10:15:30Z, 2026-03-01T10:15:30Z",
    "2026-03-01T11:15:30+01:00, 2026-03-01T10:15:30Z",
    "2026-03-01T10:15:30.123999Z, 2026-03-01T10:15:30.123Z"
  })
  void timesAreIsoTextOfAnyOffsetCutToMilliseconds(String text, Instant time) throws Exception {
    assertThat(AuditEventJson.parse(minimal().put("time", text)).getTime()).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/id|null|id is required",
        "/id|7|id must be a string",
        "/time|\"yesterday\"|time is not ISO-8601",
        "/time|\"2026-03-01T10:15:30\"|time is not ISO-8601",
        "/time|1.5|time must be",
        "/category|\"MAGIC\"|category must be one of",
        "/severity|4000000000|severity must be a 32-bit integer",
        "/severity|\"4\"|severity must be a 32-bit integer",
        "/tenant|\"acme\"|tenant is not a field of AuditEvent",
        "/actor|{}|actor.id is required",
        "/actor|[]|actor must be an object",
        "/changes|[{\"field\":\"a\"},{}]|changes[1].field is required",
        "/labels|{\"k\":1}|labels{} must be a string",
        "/auth|{\"mfa\":\"yes\"}|auth.mfa must be true or false"
      })
  void mistakesAreNamedByTheirPlace(String at, String value, String message) throws Exception {
    JsonNode json = minimal().set(at.substring(1), JSON.readTree(value));
    assertThatThrownBy(() -> AuditEventJson.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void somethingElseThanAnObjectIsRefused() throws Exception {
    JsonNode list = JSON.readTree("[]");
    assertThatThrownBy(() -> AuditEventJson.parse(list))
        .hasMessageContaining("the event must be an object");
  }
}
