package io.sealstream.cli.reckoning;

import io.sealstream.evidence.verify.ArchiveSummary;
import org.jspecify.annotations.Nullable;

/**
 * What a partition of a topic that may be written in transactions holds: not every offset is a
 * record there.
 *
 * @param records committed records that were read
 * @param next the offset after the last of them, 0 without any
 * @param end the broker's end offset; what lies between ends transactions
 */
public record Written(long records, long next, long end) {
  static final Written NOTHING = new Written(0, 0, 0);

  Written and(long offset) {
    return new Written(records + 1, offset + 1, end);
  }

  Written upTo(long newEnd) {
    return new Written(records, next, newEnd);
  }

  /** Whether each of the records is sealed, and nothing else is. */
  boolean isSealedIn(ArchiveSummary.@Nullable Partition covered) {
    return covered != null
        && covered.from() == 0
        && covered.to() == next
        && covered.sealed() == records
        && covered.controlSlots() == next - records
        && covered.lost() == 0;
  }
}
