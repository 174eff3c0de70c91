package io.sealstream.policy;

import io.sealstream.policy.envelope.Envelope;
import io.sealstream.policy.envelope.Terms;
import java.util.Optional;

/**
 * Where a policy comes from, and on which terms its findings count.
 *
 * @param file the name of its file
 * @param place the file as problems show it
 * @param envelope nothing where the file is bare Sigma
 */
record Charter(String file, String place, Optional<Envelope> envelope, Terms terms) {

  /** The same, as a policy's own tests see it. */
  Charter forTests() {
    return new Charter(file, place, envelope, terms.forTests());
  }

  /** The same, as if the policy were in force always. */
  Charter asIfInForce() {
    return new Charter(file, place, envelope, terms.asIfInForce());
  }
}
