package io.sealstream.policy.envelope;

import io.sealstream.policy.event.EventView;
import io.sealstream.policy.sigma.SearchMatcher;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The exceptions of one policy, in the order of the file. Immutable. */
public final class Exceptions {
  static final Exceptions NONE = new Exceptions(List.of());

  private final List<Rule> rules;

  /** An exception and what it matches. */
  record Rule(PolicyException exception, SearchMatcher match) {}

  Exceptions(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** What the envelope says about each. */
  public List<PolicyException> all() {
    return rules.stream().map(Rule::exception).toList();
  }

  /**
   * The first exception that matches the event and has not expired at its time. Task thread only.
   */
  public Optional<PolicyException> suppressing(EventView event, Instant eventTime) {
    for (Rule rule : rules) {
      if (eventTime.isBefore(rule.exception().expires()) && rule.match().matches(event)) {
        return Optional.of(rule.exception());
      }
    }
    return Optional.empty();
  }
}
