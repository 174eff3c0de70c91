package io.sealstream.evidence.format;

/**
 * What a reader of untrusted objects accepts, and what a writer therefore never writes.
 *
 * @param maxBlockBytes of one block, compressed or not
 * @param maxObjectBytes of one object as stored
 */
public record BatchLimits(int maxBlockBytes, long maxObjectBytes) {
  public static final BatchLimits DEFAULT = new BatchLimits(64 << 20, 8L << 30);

  /**
   * The largest row that is written. The rest of {@link #DEFAULT} is for what else a block holds:
   * up to 64,000 bytes of earlier rows, and what zstd adds to bytes that do not compress, at most
   * one 256th.
   */
  public static final int MAX_ROW_BYTES = 63 << 20;

  /** The most headers of one record: each takes many times its bytes of a reader's memory. */
  public static final int MAX_HEADERS = 1_000_000;
}
