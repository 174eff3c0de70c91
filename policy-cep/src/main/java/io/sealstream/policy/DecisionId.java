package io.sealstream.policy;

import io.sealstream.schemas.v1.DecisionOutcome;
import java.util.List;

/**
 * The id of a decision: as that of a violation the same however often and in whatever order events
 * are read.
 *
 * <p>Of a violation it is the violation's own. Of anything else it is {@link ViolationId#hash} over
 * a domain word, the outcome's name and the id that the violation would have had. Persisted in
 * downstream systems: the encoding never changes, only the domain word could.
 */
final class DecisionId {
  private static final String DOMAIN = "sealstream/decision/v1";

  private DecisionId() {}

  static String of(DecisionOutcome outcome, String violationId) {
    return outcome == DecisionOutcome.VIOLATION
        ? violationId
        : ViolationId.hash(DOMAIN, List.of(outcome.name(), violationId));
  }
}
