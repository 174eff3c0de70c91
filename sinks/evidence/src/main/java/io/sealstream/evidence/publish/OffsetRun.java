package io.sealstream.evidence.publish;

/**
 * Records of one partition that were read one after the other.
 *
 * @param from offset of the first record
 * @param to offset after the last record
 * @param count records in it; fewer than {@code to - from} only where offsets may be missing
 */
public record OffsetRun(long from, long to, long count) {
  public OffsetRun {
    if (from < 0 || count < 1 || to - from < count) {
      throw new IllegalArgumentException("run [" + from + ", " + to + ") of " + count);
    }
  }
}
