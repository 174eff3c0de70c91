package io.sealstream.evidence.format;

import java.io.Serializable;

/** Offsets from {@code from} up to, not including, {@code to}. */
public record OffsetRange(long from, long to) implements Serializable {
  public OffsetRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("not a range: " + from + " to " + to);
    }
  }

  public long length() {
    return to - from;
  }
}
