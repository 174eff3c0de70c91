package io.sealstream.sinks.search;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.ecs.EcsDocumentMapper;
import io.sealstream.schemas.ecs.EcsType;

/**
 * The index template of the event streams, made from {@link EcsDocumentMapper#fieldTypes}, so that
 * it covers every field that a document can have. {@code dynamic: strict}: a field that nobody
 * mapped is an error, not a guess.
 */
public final class SearchTemplates {

  /** Its name in the cluster. */
  public static final String NAME = "sealstream-audit-events";

  /** Above the templates that a cluster brings along. */
  private static final int PRIORITY = 500;

  /** As ECS has it; also keeps a long value from having the whole document refused. */
  private static final int IGNORE_ABOVE = 1024;

  private static final String PROPERTIES = "properties";
  private static final String TYPE = "type";

  /** An object with free keys: the two servers have different names for it. */
  enum LabelsType {
    /** Elasticsearch. */
    FLATTENED("flattened"),
    /** OpenSearch. */
    FLAT_OBJECT("flat_object");

    private final String word;

    LabelsType(String word) {
      this.word = word;
    }
  }

  private SearchTemplates() {}

  /** The body of {@code PUT _index_template/NAME}. */
  static ObjectNode template(LabelsType labels) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putArray("index_patterns").add(SearchStreams.ALL_EVENTS);
    root.putObject("data_stream");
    root.put("priority", PRIORITY);
    root.putObject("_meta").put("managed_by", "sealstream");
    ObjectNode template = root.putObject("template");
    template
        .putObject("settings")
        .putObject("index")
        .put("number_of_shards", 1)
        .put("auto_expand_replicas", "0-1");
    template.set("mappings", mappings(labels));
    return root;
  }

  /** The mappings alone. */
  static ObjectNode mappings(LabelsType labels) {
    ObjectNode mappings = JsonNodeFactory.instance.objectNode();
    mappings.put("dynamic", "strict").put("date_detection", false);
    ObjectNode properties = mappings.putObject(PROPERTIES);
    // Sorted by path: a nested field comes before what it contains.
    EcsDocumentMapper.fieldTypes()
        .forEach((path, type) -> describe(field(properties, path), type, labels));
    return mappings;
  }

  private static ObjectNode field(ObjectNode properties, String path) {
    ObjectNode level = properties;
    String[] words = path.split("\\.", -1);
    for (int i = 0; i < words.length - 1; i++) {
      level = child(child(level, words[i]), PROPERTIES);
    }
    return child(level, words[words.length - 1]);
  }

  private static ObjectNode child(ObjectNode node, String name) {
    return node.get(name) instanceof ObjectNode existing ? existing : node.putObject(name);
  }

  private static void describe(ObjectNode field, EcsType type, LabelsType labels) {
    switch (type) {
      case KEYWORD -> field.put(TYPE, "keyword").put("ignore_above", IGNORE_ABOVE);
      case TEXT -> field.put(TYPE, "match_only_text");
      case IP -> field.put(TYPE, "ip");
      case DATE -> field.put(TYPE, "date");
      case LONG -> field.put(TYPE, "long");
      case BOOLEAN -> field.put(TYPE, "boolean");
      case GEO_POINT -> field.put(TYPE, "geo_point");
      case FLATTENED -> field.put(TYPE, labels.word);
      case NESTED -> field.put(TYPE, "nested").put("dynamic", "strict");
    }
  }
}
