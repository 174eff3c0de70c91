package io.sealstream.policy.sigma;

import org.jspecify.annotations.Nullable;

/** One Sigma rule, compiled. Immutable. */
public record SigmaRule(
    DocumentName name, RuleHeader header, RuleLogSource logSource, Detection detection) {

  /** As the rule states it; null where it states none. */
  public @Nullable String id() {
    return name.id();
  }

  /** The same rule, saying something else about itself. */
  public SigmaRule with(RuleHeader other) {
    return new SigmaRule(name, other, logSource, detection);
  }

  /** The same rule, narrowed: what must hold as well keeps its own selections. */
  SigmaRule and(Detection other, String whose) {
    return new SigmaRule(name, header, logSource, detection.and(other, whose));
  }

  /** Whether it is certain that no event matches. */
  boolean isHopeless() {
    return Certainty.of(detection, logSource.product() == null) == Certainty.NEVER;
  }
}
