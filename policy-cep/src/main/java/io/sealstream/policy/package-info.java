/**
 * Policies: Sigma rules as text, compiled to a typed plan, and evaluated over audit events by
 * Flink.
 *
 * <p>{@link io.sealstream.policy.PolicyCompiler} is the way in for text, {@link
 * io.sealstream.policy.PolicyEvaluation} the one door to Flink. Other modules see this package
 * only. It sees those below it, which never see it or, against the arrows, each other: {@code
 * match} sees {@code sigma} and {@code event}; {@code sigma} sees {@code yaml} and {@code event}.
 */
@NullMarked
package io.sealstream.policy;

import org.jspecify.annotations.NullMarked;
