/**
 * Policies: Sigma rules as text, compiled to a typed plan, and evaluated over audit events by
 * Flink.
 *
 * <p>{@link io.sealstream.policy.PolicyCompiler} is the way in for text, {@link
 * io.sealstream.policy.PolicyEvaluation} the one door to Flink.
 */
@NullMarked
package io.sealstream.policy;

import org.jspecify.annotations.NullMarked;
