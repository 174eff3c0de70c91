package io.sealstream.evidence.hold;

import io.sealstream.evidence.format.HoldRecord;
import io.sealstream.evidence.format.HoldRecord.Action;
import io.sealstream.evidence.format.HoldRecord.HeldObject;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A case by its records.
 *
 * @param records in their order; never empty
 */
public record HeldCase(String caseId, List<HoldRecord> records) {
  public HeldCase {
    records = List.copyOf(records);
  }

  /** Whether it still holds. */
  public boolean active() {
    return records.stream().noneMatch(record -> record.action() == Action.RELEASE);
  }

  /** Every version that it ever held. */
  public SortedSet<HeldObject> objects() {
    var objects = new TreeSet<HeldObject>(HoldScope.BY_KEY);
    records.forEach(record -> objects.addAll(record.objects()));
    return objects;
  }

  /** For people: one line. */
  @Override
  public String toString() {
    HoldRecord last = records.get(records.size() - 1);
    return "case %s %s tenant %s, %d objects, since %s: %s"
        .formatted(
            caseId,
            active() ? "HOLDS" : "RELEASED",
            last.tenant(),
            objects().size(),
            Instant.ofEpochMilli(records.get(0).atMillis()),
            last.reason());
  }
}
