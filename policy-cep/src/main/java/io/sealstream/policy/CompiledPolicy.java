package io.sealstream.policy;

import io.sealstream.policy.envelope.Terms;
import io.sealstream.policy.sigma.RuleHeader;
import io.sealstream.policy.sigma.RuleLogSource;
import io.sealstream.policy.sigma.SigmaRule;

/**
 * A policy over single events that is ready to be evaluated. Immutable; evaluated on one thread at
 * a time.
 */
public final class CompiledPolicy {
  private final PolicyIdentity identity;
  private final SigmaRule rule;
  private final Charter charter;

  CompiledPolicy(PolicyIdentity identity, SigmaRule rule, Charter charter) {
    this.identity = identity;
    this.rule = rule;
    this.charter = charter;
  }

  /**
   * The envelope's {@code id}; without one the rule's, or its file's name where it has none. Unique
   * among those compiled.
   */
  public String id() {
    return identity.id();
  }

  /** The envelope's, {@code 1} for a bare Sigma rule. */
  public String version() {
    return identity.version();
  }

  /**
   * SHA-256 of the UTF-8 text of the whole file and of the other files' filters that reach it,
   * lower-case hex.
   */
  public String contentHash() {
    return identity.contentHash();
  }

  public RuleHeader header() {
    return identity.header();
  }

  public RuleLogSource logSource() {
    return rule.logSource();
  }

  PolicyIdentity identity() {
    return identity;
  }

  Charter charter() {
    return charter;
  }

  /** On which terms its findings count. */
  Terms terms() {
    return charter.terms();
  }

  /** The same on other terms. */
  CompiledPolicy under(Charter other) {
    return new CompiledPolicy(identity, rule, other);
  }

  SigmaRule rule() {
    return rule;
  }

  @Override
  public String toString() {
    return identity.toString();
  }
}
