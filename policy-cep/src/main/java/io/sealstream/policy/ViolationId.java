package io.sealstream.policy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The id of a violation: the same however often and in whatever order events are read, so that
 * consumers can drop repetitions.
 *
 * <p>SHA-256, lower-case hex, over a domain word and the parts, every one as its length in bytes
 * (four bytes, big-endian) and its UTF-8 text; the group as the number of its entries, then names
 * and values sorted by name. No two different inputs are encoded alike. Persisted in downstream
 * systems: the encoding never changes, only the domain word could.
 */
public final class ViolationId {
  private static final String DOMAIN = "sealstream/violation/v1";
  private static final String DOMAIN_IN_BUCKET = "sealstream/violation-in-bucket/v1";

  private ViolationId() {}

  /**
   * A part of event time within which a group has one violation.
   *
   * @param startMillis a multiple of the length
   * @param lengthMillis greater than zero
   */
  record Bucket(long startMillis, long lengthMillis) {

    /** The one that an instant is in. */
    static Bucket of(long timeMillis, long lengthMillis) {
      return new Bucket(timeMillis - Math.floorMod(timeMillis, lengthMillis), lengthMillis);
    }

    /** The first instant after it; the end of time where there is none. */
    long endMillis() {
      return startMillis > Long.MAX_VALUE - lengthMillis
          ? Long.MAX_VALUE
          : startMillis + lengthMillis;
    }
  }

  /**
   * The id of what a policy found.
   *
   * @param group the values the policy groups by; empty where it does not
   * @param anchorEventId the event that completed the match
   */
  public static String of(
      String tenant,
      String policyId,
      String version,
      Map<String, String> group,
      String anchorEventId) {
    MessageDigest digest = begun(DOMAIN, List.of(tenant, policyId, version), group);
    add(digest, anchorEventId);
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * The id of what a correlation found within a bucket, whichever anchor there came first: instead
   * of the anchor's id it covers the bucket's start and length, eight bytes big-endian each.
   */
  static String inBucket(
      String tenant, String policyId, String version, Map<String, String> group, Bucket bucket) {
    MessageDigest digest = begun(DOMAIN_IN_BUCKET, List.of(tenant, policyId, version), group);
    ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES);
    numbers.putLong(bucket.startMillis()).putLong(bucket.lengthMillis());
    digest.update(numbers.array());
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The same encoding over other parts: a domain word, then texts, and a group of none. */
  static String hash(String domain, List<String> parts) {
    return HexFormat.of().formatHex(begun(domain, parts, Map.of()).digest());
  }

  private static MessageDigest begun(
      String domain, List<String> policy, Map<String, String> group) {
    MessageDigest digest = newDigest();
    add(digest, domain);
    policy.forEach(part -> add(digest, part));
    addLength(digest, group.size());
    new TreeMap<>(group)
        .forEach(
            (name, value) -> {
              add(digest, name);
              add(digest, value);
            });
    return digest;
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    addLength(digest, bytes.length);
    digest.update(bytes);
  }

  private static void addLength(MessageDigest digest, int length) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
