package io.sealstream.policy.sigma;

import org.jspecify.annotations.Nullable;

/**
 * One Sigma rule, compiled. Immutable.
 *
 * @param id as the rule states it; null where it states none
 */
public record SigmaRule(
    @Nullable String id, RuleHeader header, RuleLogSource logSource, Detection detection) {}
