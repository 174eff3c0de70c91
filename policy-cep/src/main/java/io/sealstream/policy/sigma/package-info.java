/**
 * The detection language: a Sigma rule's YAML, compiled to a typed plan. What the plan is made of
 * stays in here; others ask a {@link io.sealstream.policy.sigma.Detection} whether an event matches
 * and which literals it must hold for that. Sees {@code yaml} and {@code event}.
 */
@NullMarked
package io.sealstream.policy.sigma;

import org.jspecify.annotations.NullMarked;
