package io.sealstream.schemas.ecs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Change;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns an event into an Elastic Common Schema document, minimised by a {@link DocumentPolicy}.
 *
 * <p>Every document can be indexed under {@link #fieldTypes}: text that is no address, or a place
 * off the globe, is left out of the typed field rather than having the whole document refused.
 * Derived fields ({@code related.*}) are made from what the document shows, never from what was
 * taken out. Stateless but not thread-safe: one instance per thread.
 */
public final class EcsDocumentMapper {

  /** A longer value of a label is cut: some indices refuse a document with an immense one. */
  static final int MAX_LABEL_LENGTH = 1024;

  private static final String ECS_VERSION = "8.17.0";
  private static final String INGESTED = "event.ingested";
  private static final String KIND = "event.kind";
  private static final String VERSION = "ecs.version";
  private static final DocumentPath INGESTED_PATH = DocumentPath.of(INGESTED);
  private static final DocumentPath KIND_PATH = DocumentPath.of(KIND);
  private static final DocumentPath VERSION_PATH = DocumentPath.of(VERSION);
  private static final DocumentPath CHANGES_PATH = DocumentPath.of(EcsFields.CHANGES);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final InstantSource clock;
  private final Minimiser minimiser;
  private final List<PlacedField> fields = new ArrayList<>();
  private final FieldAction labels;
  private final FieldAction changeField;
  private final FieldAction changeOld;
  private final FieldAction changeNew;

  /** Says what happens to a row under the policy, and where it goes. */
  private record PlacedField(EcsField field, DocumentPath path, FieldAction action) {}

  public EcsDocumentMapper(DocumentPolicy policy, InstantSource clock) {
    this.clock = clock;
    this.minimiser = new Minimiser(policy);
    var actions = new FieldActions(policy);
    for (EcsField field : EcsFields.ROWS) {
      fields.add(
          new PlacedField(field, DocumentPath.of(field.path()), actions.of(field.avroPaths())));
    }
    labels = actions.of("labels");
    changeField = actions.of("changes.field");
    changeOld = actions.of("changes.old");
    changeNew = actions.of("changes.new");
  }

  /**
   * Every field that a document can have, by dotted path, with its type: what an index template
   * must cover.
   */
  public static Map<String, EcsType> fieldTypes() {
    var types = new TreeMap<String, EcsType>();
    EcsFields.ROWS.forEach(row -> types.put(row.path(), row.type()));
    types.put(EcsFields.LABELS, EcsType.FLATTENED);
    types.put(EcsFields.CHANGES, EcsType.NESTED);
    types.put(EcsFields.CHANGES + ".field", EcsType.KEYWORD);
    types.put(EcsFields.CHANGES + ".old", EcsType.KEYWORD);
    types.put(EcsFields.CHANGES + ".new", EcsType.KEYWORD);
    types.put(INGESTED, EcsType.DATE);
    types.put(KIND, EcsType.KEYWORD);
    types.put(VERSION, EcsType.KEYWORD);
    Related.fieldTypes(types);
    return types;
  }

  /** The document as UTF-8 JSON. */
  public Bytes toJson(AuditEvent event) {
    try {
      return Bytes.wrap(JSON.writeValueAsBytes(map(event)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of strings and numbers always serialises", e);
    }
  }

  /** The document of the event. */
  public ObjectNode map(AuditEvent event) {
    var document = JSON.createObjectNode();
    for (PlacedField placed : fields) {
      Object value = placed.field().read().apply(event);
      if (value != null) {
        put(document, placed, minimiser.apply(placed.action(), event.getTenantId(), value));
      }
    }
    KIND_PATH.put(document, "event");
    INGESTED_PATH.put(document, clock.instant().toString());
    VERSION_PATH.put(document, ECS_VERSION);
    putChanges(document, event);
    putLabels(document, event);
    Related.put(document);
    return document;
  }

  private static void put(ObjectNode document, PlacedField placed, @Nullable Object value) {
    if (value instanceof String text) {
      boolean fits = placed.field().type() != EcsType.IP || IpText.isValid(text);
      if (fits && !text.isEmpty()) {
        placed.path().put(document, text);
      }
    } else if (value instanceof List<?> list) {
      if (!list.isEmpty()) {
        ArrayNode array = placed.path().putArray(document);
        list.forEach(element -> array.add(element.toString()));
      }
    } else if (value instanceof Instant instant) {
      placed.path().put(document, instant.toString());
    } else if (value instanceof Boolean flag) {
      placed.path().parent(document).put(placed.path().leaf(), flag);
    } else if (value instanceof Number number) {
      placed.path().parent(document).put(placed.path().leaf(), number.longValue());
    } else if (value instanceof Coordinates place) {
      placed
          .path()
          .parent(document)
          .putObject(placed.path().leaf())
          .put("lat", place.lat())
          .put("lon", place.lon());
    }
  }

  private void putChanges(ObjectNode document, AuditEvent event) {
    // The three leaves are dropped with their container.
    if (event.getChanges().isEmpty() || changeField == FieldAction.DROP) {
      return;
    }
    ArrayNode array = CHANGES_PATH.putArray(document);
    for (Change change : event.getChanges()) {
      ObjectNode node = array.addObject();
      putText(node, "field", changeField, event.getTenantId(), change.getField());
      putText(node, "old", changeOld, event.getTenantId(), change.getOld());
      putText(node, "new", changeNew, event.getTenantId(), change.getNew$());
    }
  }

  private void putLabels(ObjectNode document, AuditEvent event) {
    if (event.getLabels().isEmpty() || labels == FieldAction.DROP) {
      return;
    }
    ObjectNode node = document.putObject(EcsFields.LABELS);
    event
        .getLabels()
        .forEach(
            (name, value) -> {
              String cut =
                  value.length() > MAX_LABEL_LENGTH ? value.substring(0, MAX_LABEL_LENGTH) : value;
              putText(node, name, labels, event.getTenantId(), cut);
            });
  }

  private void putText(
      ObjectNode node, String name, FieldAction action, String tenant, @Nullable String value) {
    if (value != null && action != FieldAction.DROP) {
      node.put(name, minimiser.text(action, tenant, value));
    }
  }
}
