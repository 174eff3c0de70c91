package io.sealstream.policy.envelope;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which groups belong to the first so many percent of a policy's groups. A group's place depends on
 * policy, tenant and group alone, not on the version: who raises the percentage keeps the groups
 * that were in.
 *
 * <p>The place is the first eight bytes (big-endian, unsigned) of a SHA-256, modulo 100, over a
 * domain word and the parts, each as its length in bytes (four bytes) and its UTF-8 text.
 */
final class Share {
  private static final String DOMAIN = "sealstream/share/v1";
  private static final long WHOLE = 100;

  private Share() {}

  static boolean includes(int percent, String policy, String tenant, Map<String, String> group) {
    return percent >= WHOLE || place(policy, tenant, group) < percent;
  }

  private static long place(String policy, String tenant, Map<String, String> group) {
    MessageDigest digest = newDigest();
    add(digest, DOMAIN);
    add(digest, policy);
    add(digest, tenant);
    new TreeMap<>(group)
        .forEach(
            (name, value) -> {
              add(digest, name);
              add(digest, value);
            });
    return Long.remainderUnsigned(ByteBuffer.wrap(digest.digest()).getLong(), WHOLE);
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
