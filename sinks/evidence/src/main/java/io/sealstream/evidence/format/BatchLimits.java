package io.sealstream.evidence.format;

/**
 * What a reader of untrusted objects accepts.
 *
 * @param maxBlockBytes of one block, compressed or not
 * @param maxObjectBytes of one object as stored
 */
public record BatchLimits(int maxBlockBytes, long maxObjectBytes) {
  public static final BatchLimits DEFAULT = new BatchLimits(64 << 20, 8L << 30);

  /**
   * What a row may have that goes into an object: what {@link #DEFAULT} accepts, less the rows that
   * may share its block and what compressing adds to bytes that do not compress.
   */
  public static final int MAX_ROW_BYTES = 63 << 20;
}
