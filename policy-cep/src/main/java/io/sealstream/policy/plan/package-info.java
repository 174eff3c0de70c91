/**
 * What a policy that looks at several events looks for, over the hits of its single-event rules.
 * Plain values without Flink: the compiler makes them, the correlator and its naive reference in
 * the tests both run them.
 */
@NullMarked
package io.sealstream.policy.plan;

import org.jspecify.annotations.NullMarked;
