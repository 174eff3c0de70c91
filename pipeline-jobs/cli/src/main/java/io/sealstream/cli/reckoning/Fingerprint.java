package io.sealstream.cli.reckoning;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over the parts of a Kafka record: key, value, then name and value of each header. Every
 * part goes with its length, and null is none, so that no two records have one fingerprint.
 */
public final class Fingerprint {
  private static final int NULL = -1;

  private final MessageDigest digest;

  public Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Goes on with the next part. */
  public Fingerprint add(byte @Nullable [] part) {
    int length = part == null ? NULL : part.length;
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    if (part != null) {
      digest.update(part);
    }
    return this;
  }

  /** Lower-case hex; the end of it. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
