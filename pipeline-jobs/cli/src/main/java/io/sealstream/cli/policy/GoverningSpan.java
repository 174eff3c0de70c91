package io.sealstream.cli.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.policy.publish.PolicyVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version and the event times that it governs.
 *
 * @param until where a higher version begins; null where none does
 */
record GoverningSpan(PolicyVersion version, @Nullable Instant until) {

  /** Versions by id and number, as a ledger gives them. */
  static List<GoverningSpan> of(List<PolicyVersion> versions) {
    var spans = new ArrayList<GoverningSpan>();
    Map<String, Instant> ends = new HashMap<>();
    for (int i = versions.size() - 1; i >= 0; i--) {
      PolicyVersion version = versions.get(i);
      spans.add(0, new GoverningSpan(version, ends.get(version.id())));
      ends.merge(version.id(), version.effectiveFrom(), GoverningSpan::earlier);
    }
    return spans;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Whether it governs now or will. */
  boolean isOpen(Instant now) {
    Instant end = until;
    return end == null || (end.isAfter(now) && end.isAfter(version.effectiveFrom()));
  }

  private String state(Instant now) {
    Instant end = until;
    if (end != null && !end.isAfter(version.effectiveFrom())) {
      return "never in force";
    }
    if (version.effectiveFrom().isAfter(now)) {
      return "scheduled";
    }
    return isOpen(now) ? "in force" : "over";
  }

  String text(Instant now) {
    return "%s %s from %s%s, by %s, approved by %s: %s (offset %d, %s)"
        .formatted(
            version.statement().key(),
            state(now),
            version.effectiveFrom(),
            until == null ? "" : " until " + until,
            version.statement().author(),
            version.statement().approver(),
            version.statement().reason(),
            version.offset(),
            version.contentHash());
  }

  ObjectNode json(Instant now) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", version.id())
        .put("version", version.version())
        .put("state", state(now))
        .put("effectiveFrom", version.effectiveFrom().toString())
        .put("until", until == null ? null : until.toString())
        .put("author", version.statement().author())
        .put("approver", version.statement().approver())
        .put("reason", version.statement().reason())
        .put("publishedAt", version.publishedAt().toString())
        .put("offset", version.offset())
        .put("hash", version.contentHash());
  }
}
