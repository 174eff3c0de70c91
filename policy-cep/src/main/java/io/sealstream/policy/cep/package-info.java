/**
 * Runs sequences and absences on Flink's keyed state: one set of states serves every policy, since
 * the operator's key holds the policy. The only package that knows Flink CEP, whose automaton and
 * shared buffer it drives itself: they are internal, so Flink's version is pinned.
 */
@NullMarked
package io.sealstream.policy.cep;

import org.jspecify.annotations.NullMarked;
