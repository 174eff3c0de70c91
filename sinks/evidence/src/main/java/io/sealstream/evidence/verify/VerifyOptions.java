package io.sealstream.evidence.verify;

import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.schemas.Bytes;
import java.util.List;

/**
 * What to check.
 *
 * @param known signed notes that the auditor kept from earlier
 */
public record VerifyOptions(Level level, List<Bytes> known, BatchLimits limits) {
  public static final VerifyOptions DEFAULT =
      new VerifyOptions(Level.L4, List.of(), BatchLimits.DEFAULT);

  public VerifyOptions {
    known = List.copyOf(known);
  }

  public VerifyOptions at(Level other) {
    return new VerifyOptions(other, known, limits);
  }

  public VerifyOptions knowing(Bytes note) {
    return new VerifyOptions(level, List.of(note), limits);
  }
}
