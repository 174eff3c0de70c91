package io.sealstream.policy.envelope;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for a policy, and why it is there.
 *
 * @param controls ids of controls, as {@code AC-09}
 * @param runbook a URI or a relative path
 */
public record Governance(String owner, List<String> controls, @Nullable String runbook) {
  public Governance {
    controls = List.copyOf(controls);
  }
}
