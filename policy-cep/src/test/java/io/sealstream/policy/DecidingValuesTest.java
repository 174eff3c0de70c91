package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.policy.event.EventView;
import io.sealstream.schemas.Classification;
import io.sealstream.schemas.Classifications;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Change;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecidingValuesTest {

  /** Every field of the schema that is worse than internal or holds one that is. */
  static Stream<String> hidden() {
    Map<String, Classification> all = Classifications.of(AuditEvent.getClassSchema()).byPath();
    return all.keySet().stream()
        .filter(
            path ->
                all.entrySet().stream()
                    .anyMatch(
                        each ->
                            (each.getKey() + ".").startsWith(path + ".")
                                && each.getValue().compareTo(Classification.INTERNAL) > 0));
  }

  @ParameterizedTest
  @MethodSource("hidden")
  void personalSensitiveAndSecretFieldsAreMasked(String path) {
    var view = EventView.ofAvro(event(), 1);
    assertThat(values("{" + path + ": x}", view).values()).isSubsetOf("***");
  }

  @Test
  void whatMustBeHiddenIsKnown() {
    assertThat(hidden()).contains("actor", "actor.id", "source.ip", "changes.old", "original");
  }

  @Test
  void ecsNamesAreMaskedAsTheFieldsThatTheyMean() {
    assertThat(values("{user.id: x, source.ip: x, audit.changes.new: x, event.action: x}"))
        .isEqualTo(
            Map.of(
                "user.id", "***",
                "source.ip", "***",
                "audit.changes.new", "***",
                "event.action", "read_record"));
  }

  @Test
  void theFieldThatAnotherIsComparedWithIsShownToo() {
    assertThat(values("{action|fieldref: service}"))
        .isEqualTo(Map.of("action", "read_record", "service", "files"));
  }

  @Test
  void aVendorsFieldsAreAllMasked() throws Exception {
    var view = EventView.ofJson(new ObjectMapper().readTree("{\"a\": \"b\", \"action\": 1}"), 3);
    assertThat(values("{a: x, action: x, c: x}", view))
        .isEqualTo(Map.of("a", "***", "action", "***"));
  }

  @Test
  void longTextsAreCutAndManyFieldsToo() {
    AuditEvent event = event();
    event.setLabels(Map.of("t", "x".repeat(254) + "\ud83d\ude00".repeat(9)));
    assertThat(values("{labels.t: x}", EventView.ofAvro(event, 1)))
        .isEqualTo(Map.of("labels.t", "x".repeat(254) + "…"));
    assertThat(
            values(
                "{id: x, action: x, service: x, tenant_id: x, environment: x, outcome: x,"
                    + " category: x, log_source.product: x, log_source.service: x}"))
        .hasSize(8)
        .doesNotContainKey("log_source.service");
  }

  private static AuditEvent event() {
    AuditEvent event = Events.own("e-1");
    event.setChanges(List.of(new Change("f", "old secret", "new secret")));
    event.setOriginal("{}");
    return event;
  }

  private static Map<String, String> values(String selection) {
    return values(selection, EventView.ofAvro(event(), 16));
  }

  private static Map<String, String> values(String selection, EventView view) {
    var source =
        new PolicySource(
            "p.yml",
            "title: A\nlogsource: {product: app}\ndetection: {s: " + selection + ", condition: s}");
    return DecidingValues.of(
        PolicyCompiler.compile(List.of(source)).policies().get(0).rule().detection(), view);
  }
}
