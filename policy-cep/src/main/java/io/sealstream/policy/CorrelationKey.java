package io.sealstream.policy;

import io.sealstream.schemas.typeinfo.ValueTypeInfo;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What is correlated apart from all else: one group of one policy of one tenant. Another content of
 * the policy is another key, so that what one began no other one completes.
 *
 * @param group a value for each group name that all levels of the correlation share
 */
public record CorrelationKey(
    String tenant, String policyId, String version, String contentHash, List<String> group) {

  /** How Flink moves it, and stores it as a key. */
  public static final TypeInformation<CorrelationKey> TYPE =
      ValueTypeInfo.ofKey(CorrelationKey.class, new CorrelationKeySerializer());

  public CorrelationKey {
    group = List.copyOf(group);
  }

  static CorrelationKey of(String tenant, PolicyIdentity policy, List<String> group) {
    return new CorrelationKey(tenant, policy.id(), policy.version(), policy.contentHash(), group);
  }

  /** Written out, since it must be the same in every Java: a record's own is not laid down. */
  @Override
  public int hashCode() {
    return Objects.hash(tenant, policyId, version, contentHash, group);
  }
}
