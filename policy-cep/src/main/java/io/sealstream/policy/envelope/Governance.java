package io.sealstream.policy.envelope;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for a policy, and why it is there.
 *
 * @param owner null only in {@link #NONE}
 * @param controls ids of controls, as {@code AC-09}
 * @param runbook a URI or a relative path
 */
public record Governance(@Nullable String owner, List<String> controls, @Nullable String runbook) {
  /** Of a file without an envelope, which does not say. */
  public static final Governance NONE = new Governance(null, List.of(), null);

  public Governance {
    controls = List.copyOf(controls);
  }
}
