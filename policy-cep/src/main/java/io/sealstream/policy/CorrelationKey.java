package io.sealstream.policy;

import io.sealstream.schemas.typeinfo.ValueTypeInfo;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * What is correlated apart from all else: one group of one policy of one tenant. Another content of
 * the policy is another key, so that what one began no other one completes.
 *
 * <p>No record, since Flink asks for the hash code several times for each hit: it is kept.
 * Immutable.
 */
public final class CorrelationKey {
  /** How Flink moves it, and stores it as a key. */
  public static final TypeInformation<CorrelationKey> TYPE =
      ValueTypeInfo.ofKey(CorrelationKey.class, new CorrelationKeySerializer());

  private static final int PRIME = 31;

  private final String tenant;
  private final PolicyContent policy;
  private final List<String> group;
  private final int hash;

  /**
   * Of its parts.
   *
   * @param group a value for each group name that all levels of the correlation share
   */
  CorrelationKey(String tenant, PolicyContent policy, List<String> group) {
    this.tenant = tenant;
    this.policy = policy;
    this.group = List.copyOf(group);
    this.hash = hash();
  }

  /** Says which task has the key's state: it never changes, and is the same in every Java. */
  private int hash() {
    int sum = PRIME + tenant.hashCode();
    sum = PRIME * sum + policy.id().hashCode();
    sum = PRIME * sum + policy.version().hashCode();
    sum = PRIME * sum + policy.hash().hashCode();
    return PRIME * sum + group.hashCode();
  }

  /** Whose events are correlated. */
  public String tenant() {
    return tenant;
  }

  /** The policy's very text. */
  PolicyContent policy() {
    return policy;
  }

  /** A value for each group name that all levels of the correlation share. */
  public List<String> group() {
    return group;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof CorrelationKey that
            && hash == that.hash
            && areEqual(group, that.group)
            && policy.equals(that.policy)
            && tenant.equals(that.tenant));
  }

  /** No iterators: keys are compared at every access to state. */
  private static boolean areEqual(List<String> one, List<String> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!one.get(i).equals(other.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "%s/%s%s".formatted(tenant, policy, group);
  }
}
