package io.sealstream.evidence.verify;

import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.schemas.Bytes;
import java.time.Instant;
import java.util.List;

/**
 * What to check.
 *
 * @param known signed notes that the auditor kept from earlier
 * @param closedSince when the newest note's last epoch must have closed, or later: an archive whose
 *     end was cut off does not reach it. {@link Instant#MIN} for no such demand
 */
public record VerifyOptions(
    Level level, List<Bytes> known, BatchLimits limits, Instant closedSince) {
  public static final VerifyOptions DEFAULT =
      new VerifyOptions(Level.L4, List.of(), BatchLimits.DEFAULT, Instant.MIN);

  /**
   * Checks what fits together.
   *
   * @throws IllegalArgumentException for an age at L1, which reads no seal
   */
  public VerifyOptions {
    known = List.copyOf(known);
    if (level == Level.L1 && !closedSince.equals(Instant.MIN)) {
      throw new IllegalArgumentException(
          "the age of the newest note is in its seal, which L1 does not read: ask for L2 or more");
    }
  }

  public VerifyOptions at(Level other) {
    return new VerifyOptions(other, known, limits, closedSince);
  }

  public VerifyOptions knowing(List<Bytes> notes) {
    return new VerifyOptions(level, notes, limits, closedSince);
  }

  public VerifyOptions within(BatchLimits other) {
    return new VerifyOptions(level, known, other, closedSince);
  }

  public VerifyOptions closedSince(Instant since) {
    return new VerifyOptions(level, known, limits, since);
  }
}
