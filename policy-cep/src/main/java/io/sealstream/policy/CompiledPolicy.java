package io.sealstream.policy;

import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.sigma.RuleHeader;
import io.sealstream.policy.sigma.RuleLogSource;
import io.sealstream.policy.sigma.SigmaRule;
import java.util.List;

/** A policy that is ready to be evaluated. Immutable; evaluated on one thread at a time. */
public final class CompiledPolicy {
  private final PolicyIdentity identity;
  private final SigmaRule rule;
  private final List<PolicyProblem> warnings;

  /** Which policy this is, and the table its field slots belong to. */
  record PolicyIdentity(String id, String version, String contentHash, FieldTable fields) {}

  CompiledPolicy(PolicyIdentity identity, SigmaRule rule, List<PolicyProblem> warnings) {
    this.identity = identity;
    this.rule = rule;
    this.warnings = List.copyOf(warnings);
  }

  /** The rule's {@code id}, or its file's name where it has none. Unique among those compiled. */
  public String id() {
    return identity.id();
  }

  /** {@code 1} for a bare Sigma rule. */
  public String version() {
    return identity.version();
  }

  /** SHA-256 of the whole file's UTF-8 text, lower-case hex. */
  public String contentHash() {
    return identity.contentHash();
  }

  public RuleHeader header() {
    return rule.header();
  }

  public RuleLogSource logSource() {
    return rule.logSource();
  }

  /** What is not wrong but probably not meant. */
  public List<PolicyProblem> warnings() {
    return warnings;
  }

  SigmaRule rule() {
    return rule;
  }

  FieldTable fields() {
    return identity.fields();
  }

  @Override
  public String toString() {
    return id() + "@" + version();
  }
}
