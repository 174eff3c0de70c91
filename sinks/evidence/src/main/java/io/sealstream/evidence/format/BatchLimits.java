package io.sealstream.evidence.format;

/**
 * What a reader of untrusted objects accepts.
 *
 * @param maxBlockBytes of one block, compressed or not
 * @param maxObjectBytes of one object as stored
 */
public record BatchLimits(int maxBlockBytes, long maxObjectBytes) {
  public static final BatchLimits DEFAULT = new BatchLimits(64 << 20, 8L << 30);
}
