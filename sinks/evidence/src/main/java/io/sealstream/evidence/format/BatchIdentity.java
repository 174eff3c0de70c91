package io.sealstream.evidence.format;

import io.sealstream.schemas.TenantId;
import java.io.Serializable;

/**
 * Whose records a batch holds, and from where.
 *
 * @param tier retention tier, {@code [a-z0-9_-]{1,32}}
 */
public record BatchIdentity(TenantId tenant, String tier, String topic, int partition)
    implements Serializable {
  public static final String DEFAULT_TIER = "standard";

  public BatchIdentity {
    requireTier(tier);
    if (!topic.matches("[a-zA-Z0-9._-]{1,249}")) {
      throw new IllegalArgumentException("not a topic name: " + topic);
    }
    if (partition < 0) {
      throw new IllegalArgumentException("partition must not be negative: " + partition);
    }
  }

  static void requireTier(String tier) {
    if (!tier.matches("[a-z0-9_-]{1,32}")) {
      throw new IllegalArgumentException("tier must match [a-z0-9_-]{1,32}: " + tier);
    }
  }

  /** {@code topic-partition}. */
  public String topicPartition() {
    return topic + "-" + partition;
  }
}
