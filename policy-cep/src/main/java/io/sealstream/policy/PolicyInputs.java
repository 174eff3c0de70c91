package io.sealstream.policy;

import io.sealstream.policy.publish.AllowedKeys;
import io.sealstream.policy.publish.MalformedPolicyException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a job's policies come from. Immutable.
 *
 * @param base those it is submitted with: lower than any published version
 * @param feed what is published while it runs; null where nothing is
 * @param keys the text of the file that says who may sign; null where nobody has to
 */
public record PolicyInputs(
    List<PolicySource> base, @Nullable PolicyFeedFactory feed, @Nullable String keys)
    implements Serializable {
  public PolicyInputs {
    base = List.copyOf(base);
  }

  /** Only what the job is submitted with. */
  public static PolicyInputs of(List<PolicySource> base) {
    return new PolicyInputs(base, null, null);
  }

  Optional<AllowedKeys> allowedKeys() throws MalformedPolicyException {
    return keys == null ? Optional.empty() : Optional.of(AllowedKeys.of("the keys file", keys));
  }
}
