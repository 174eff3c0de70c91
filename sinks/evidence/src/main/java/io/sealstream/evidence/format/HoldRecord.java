package io.sealstream.evidence.format;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * That a case holds objects of a tenant, or that it ended. Records of a case are added, never
 * changed; nobody signs them.
 *
 * @param caseId {@code [A-Za-z0-9][A-Za-z0-9._-]{0,63}}
 * @param fromMillis first event time that is held
 * @param toMillis last event time that is held
 * @param objects kept sorted by key; empty when the case ends
 */
public record HoldRecord(
    String caseId,
    Action action,
    long atMillis,
    String reason,
    TenantId tenant,
    long fromMillis,
    long toMillis,
    List<HeldObject> objects) {
  private static final String FORMAT = "sealstream-hold/1";
  private static final Pattern CASE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** What happened to the case. */
  public enum Action {
    PLACE,
    RELEASE
  }

  /** A version of an object; the version is empty where a store has none. */
  public record HeldObject(String key, String versionId) {}

  public HoldRecord {
    objects = objects.stream().sorted(Comparator.comparing(HeldObject::key)).toList();
    if (!CASE.matcher(caseId).matches()) {
      throw new IllegalArgumentException(
          "case must match [A-Za-z0-9][A-Za-z0-9._-]{0,63}: " + caseId);
    }
    if (reason.isBlank()) {
      throw new IllegalArgumentException("a reason must say why");
    }
    if (fromMillis > toMillis) {
      throw new IllegalArgumentException("from lies after to");
    }
    if ((action == Action.RELEASE) != objects.isEmpty()) {
      throw new IllegalArgumentException("a hold names objects, a release none");
    }
  }

  /** RFC 8785 text: the body of {@code hold/<case>/<n>.json}. */
  public Bytes encode() {
    return Jcs.bytes(
        Map.of(
            "action", action.name(),
            "at", Long.toString(atMillis),
            "case", caseId,
            "format", FORMAT,
            "from", Long.toString(fromMillis),
            "objects",
                objects.stream()
                    .map(held -> Map.of("key", held.key(), "version_id", held.versionId()))
                    .toList(),
            "reason", reason,
            "tenant", tenant.value(),
            "to", Long.toString(toMillis)));
  }

  /**
   * Reads the RFC 8785 text.
   *
   * @throws io.sealstream.evidence.EvidenceFormatException with NON_CANONICAL
   */
  public static HoldRecord parse(Bytes text) {
    return Jcs.parse("hold record", text, node -> read(new Fields(node)), HoldRecord::encode);
  }

  private static HoldRecord read(Fields json) {
    if (!json.text("format").equals(FORMAT)) {
      throw new IllegalArgumentException("format must be " + FORMAT);
    }
    return new HoldRecord(
        json.text("case"),
        Action.valueOf(json.text("action")),
        json.number("at"),
        json.text("reason"),
        new TenantId(json.text("tenant")),
        json.number("from"),
        json.number("to"),
        json.objects("objects", held -> new HeldObject(held.text("key"), held.text("version_id"))));
  }
}
