package io.sealstream.policy;

import java.util.List;

/** A policy that is ready to be evaluated. Immutable; evaluated on one thread at a time. */
public final class CompiledPolicy {
  private final PolicyIdentity identity;
  private final RuleHeader header;
  private final RuleLogSource logSource;
  private final Detection detection;
  private final List<PolicyProblem> warnings;

  /** Which policy this is, and the table its field slots belong to. */
  record PolicyIdentity(String id, String version, String contentHash, FieldTable fields) {}

  CompiledPolicy(
      PolicyIdentity identity,
      RuleHeader header,
      RuleLogSource logSource,
      Detection detection,
      List<PolicyProblem> warnings) {
    this.identity = identity;
    this.header = header;
    this.logSource = logSource;
    this.detection = detection;
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
    return header;
  }

  public RuleLogSource logSource() {
    return logSource;
  }

  /** What is not wrong but probably not meant. */
  public List<PolicyProblem> warnings() {
    return warnings;
  }

  Detection detection() {
    return detection;
  }

  FieldTable fields() {
    return identity.fields();
  }

  @Override
  public String toString() {
    return id() + "@" + version();
  }
}
