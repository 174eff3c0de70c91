package io.sealstream.schemas.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.codec.GoldenRecords;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Category;
import io.sealstream.schemas.v1.DataVolume;
import io.sealstream.schemas.v1.Outcome;
import io.sealstream.schemas.v1.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EcsDocumentMapperTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:16:00Z");

  private final EcsDocumentMapper mapper = new EcsDocumentMapper(DocumentPolicy.DEFAULT, () -> NOW);

  @Test
  void everyRowOfTheTableIsInTheDocument() {
    JsonNode document = mapper.map(GoldenRecords.event());

    assertThat(text(document, "@timestamp")).isEqualTo("2026-03-01T10:15:30.123Z");
    assertThat(text(document, "event.id")).isEqualTo("0195f2a0-0000-7000-8000-000000000001");
    assertThat(text(document, "event.created")).isEqualTo("2026-03-01T10:15:30.373Z");
    assertThat(text(document, "event.ingested")).isEqualTo("2026-03-01T10:16:00Z");
    assertThat(text(document, "organization.id")).isEqualTo("acme");
    assertThat(text(document, "service.name")).isEqualTo("billing");
    assertThat(text(document, "event.category")).isEqualTo("iam");
    assertThat(text(document, "event.action")).isEqualTo("update_role");
    assertThat(strings(document, "event.type")).containsExactly("change", "denied");
    assertThat(text(document, "event.outcome")).isEqualTo("failure");
    assertThat(text(document, "event.code")).isEqualTo("403");
    assertThat(at(document, "event.severity").longValue()).isEqualTo(4);
    assertThat(text(document, "user.id")).isEqualTo("u-1");
    assertThat(strings(document, "user.roles")).containsExactly("clerk", "auditor");
    assertThat(strings(document, "audit.actor.groups")).containsExactly("finance");
    assertThat(text(document, "user.target.id")).isEqualTo("u-2");
    assertThat(text(document, "audit.resource.id")).isEqualTo("r-9");
    assertThat(text(document, "cloud.region")).isEqualTo("eu-west-1");
    assertThat(text(document, "host.os.type")).isEqualTo("linux");
    assertThat(at(document, "audit.auth.mfa").booleanValue()).isTrue();
    assertThat(at(document, "source.bytes").longValue()).isEqualTo(1234);
    assertThat(at(document, "network.bytes").longValue()).isEqualTo(5_000_001_234L);
    assertThat(text(document, "labels.team")).isEqualTo("payments");
    assertThat(text(document, "event.dataset")).isEqualTo("sealstream.billing");
    assertThat(text(document, "event.module")).isEqualTo("sealstream");
    assertThat(text(document, "event.kind")).isEqualTo("event");
    assertThat(strings(document, "related.user")).contains("u-1", "u-2");
  }

  @Test
  void aDocumentHasOnlyFieldsThatTheTemplateKnows() {
    ObjectNode document = mapper.map(GoldenRecords.event());
    var paths = new ArrayList<String>();
    collect(document, "", paths);

    assertThat(EcsDocumentMapper.fieldTypes().keySet()).containsAll(paths);
  }

  @Test
  void aFileIsDescribedByEcsOwnFields() {
    AuditEvent event = GoldenRecords.event();
    event.setResource(new Resource("file", "/srv/pay.csv", "pay.csv", "u-7", null, null));
    JsonNode document = mapper.map(event);

    assertThat(text(document, "file.path")).isEqualTo("/srv/pay.csv");
    assertThat(text(document, "file.owner")).isEqualTo("u-7");
    assertThat(at(document, "audit.resource.id").isMissingNode()).isTrue();
  }

  @Test
  void anApiCallHasAnHttpStatusAndNoCode() {
    AuditEvent event = GoldenRecords.event();
    event.setCategory(Category.API);
    JsonNode document = mapper.map(event);

    assertThat(at(document, "http.response.status_code").intValue()).isEqualTo(403);
    assertThat(at(document, "event.code").isMissingNode()).isTrue();
  }

  @Test
  void anAdministratorsActIsIamOfTypeAdmin() {
    AuditEvent event = GoldenRecords.event();
    event.setCategory(Category.ADMIN);
    event.setOutcome(Outcome.SUCCESS);
    event.setAction("frobnicate");
    JsonNode document = mapper.map(event);

    assertThat(text(document, "event.category")).isEqualTo("iam");
    assertThat(strings(document, "event.type")).containsExactly("info", "admin");
  }

  @Test
  void textThatIsNoAddressIsKeptAsTextAndNotAsAnAddress() {
    AuditEvent event = GoldenRecords.event();
    event.getSource().setIp("AWS Internal");
    JsonNode document = mapper.map(event);

    assertThat(text(document, "source.address")).isEqualTo("AWS Internal");
    assertThat(at(document, "source.ip").isMissingNode()).isTrue();
    assertThat(at(document, "related.ip").isMissingNode()).isTrue();
  }

  @Test
  void aPlaceOffTheGlobeIsLeftOut() {
    AuditEvent event = GoldenRecords.event();
    event.getSource().getGeo().setLat(Double.NaN);

    assertThat(at(mapper.map(event), "source.geo.location").isMissingNode()).isTrue();
  }

  @Test
  void countersThatOverflowTogetherHaveNoSum() {
    AuditEvent event = GoldenRecords.event();
    event.setData(new DataVolume(Long.MAX_VALUE, 1L, null, null));
    JsonNode document = mapper.map(event);

    assertThat(at(document, "source.bytes").longValue()).isEqualTo(Long.MAX_VALUE);
    assertThat(at(document, "network.bytes").isMissingNode()).isTrue();
  }

  @Test
  void anImmenseLabelIsCut() {
    AuditEvent event = GoldenRecords.event();
    event.setLabels(Map.of("long", "x".repeat(40_000)));

    assertThat(text(mapper.map(event), "labels.long")).hasSize(EcsDocumentMapper.MAX_LABEL_LENGTH);
  }

  @Test
  void theJsonIsTheDocument() throws Exception {
    var json = new ObjectMapper();

    assertThat(json.readTree(mapper.toJson(GoldenRecords.event()).unsafeArray()))
        .isEqualTo(json.readTree(mapper.map(GoldenRecords.event()).toString()));
  }

  static JsonNode at(JsonNode document, String path) {
    JsonNode node = document;
    for (String word : path.split("\\.", -1)) {
      node = node.path(word);
    }
    return node;
  }

  static String text(JsonNode document, String path) {
    return at(document, path).asText();
  }

  private static List<String> strings(JsonNode document, String path) {
    var texts = new ArrayList<String>();
    at(document, path).forEach(node -> texts.add(node.asText()));
    return texts;
  }

  private static void collect(JsonNode node, String path, List<String> paths) {
    EcsType type = EcsDocumentMapper.fieldTypes().get(path);
    if (node.isArray()) {
      node.forEach(element -> collect(element, path, paths));
    } else if (!node.isObject() || type == EcsType.GEO_POINT || type == EcsType.FLATTENED) {
      paths.add(path);
    } else {
      node.properties()
          .forEach(
              e ->
                  collect(
                      e.getValue(), path.isEmpty() ? e.getKey() : path + "." + e.getKey(), paths));
    }
  }
}
