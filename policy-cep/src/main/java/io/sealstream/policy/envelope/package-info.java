/**
 * The envelope: what a policy file says about its policy beyond Sigma, read to immutable values.
 * Sees {@code yaml}, {@code event} and {@code sigma}.
 */
@NullMarked
package io.sealstream.policy.envelope;

import org.jspecify.annotations.NullMarked;
