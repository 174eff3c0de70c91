package io.sealstream.sinks.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.ecs.EcsDocumentMapper;
import io.sealstream.sinks.search.SearchTemplates.LabelsType;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SearchTemplatesTest {

  @Test
  void everyFieldOfADocumentIsMappedAndNothingElse() {
    ObjectNode mappings = SearchTemplates.mappings(LabelsType.FLATTENED);
    var types = new TreeMap<String, String>();
    collect(mappings.get("properties"), "", types);

    assertThat(types.keySet()).isEqualTo(EcsDocumentMapper.fieldTypes().keySet());
    assertThat(types)
        .containsAllEntriesOf(
            Map.of(
                "@timestamp", "date",
                "event.id", "keyword",
                "message", "match_only_text",
                "source.ip", "ip",
                "related.ip", "ip",
                "source.geo.location", "geo_point",
                "labels", "flattened",
                "audit.changes", "nested",
                "audit.changes.old", "keyword",
                "source.bytes", "long"));
    assertThat(mappings.path("dynamic").asText()).isEqualTo("strict");
  }

  @Test
  void theTemplateMakesDataStreamsOfTheEventStreams() {
    JsonNode template = SearchTemplates.template(LabelsType.FLAT_OBJECT);

    assertThat(template.has("data_stream")).isTrue();
    assertThat(template.path("index_patterns").get(0).asText()).isEqualTo("audit-events-*");
    assertThat(template.at("/template/mappings/properties/labels/type").asText())
        .isEqualTo("flat_object");
  }

  private static void collect(JsonNode properties, String prefix, Map<String, String> types) {
    properties
        .properties()
        .forEach(
            entry -> {
              String path = prefix + entry.getKey();
              JsonNode field = entry.getValue();
              if (field.has("type")) {
                types.put(path, field.get("type").asText());
              }
              if (field.has("properties")) {
                collect(field.get("properties"), path + ".", types);
              }
            });
  }
}
