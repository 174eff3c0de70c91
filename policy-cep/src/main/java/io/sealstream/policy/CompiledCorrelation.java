package io.sealstream.policy;

import io.sealstream.policy.correlate.Correlator;
import io.sealstream.policy.correlate.Limits;
import io.sealstream.policy.envelope.Envelope;
import io.sealstream.policy.envelope.Terms;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.sigma.LinkedCorrelation;
import io.sealstream.policy.sigma.RuleHeader;
import io.sealstream.policy.sigma.SigmaRule;
import java.time.Duration;
import java.util.List;

/**
 * A policy over several events: a correlation that no other one refers to, with all that it refers
 * to. Immutable; evaluated on one thread at a time.
 */
public final class CompiledCorrelation {
  private final PolicyIdentity identity;
  private final LinkedCorrelation linked;
  private final Charter charter;

  CompiledCorrelation(PolicyIdentity identity, LinkedCorrelation linked, Charter charter) {
    this.identity = identity;
    this.linked = linked;
    this.charter = charter;
  }

  /** The correlation's {@code id}, or its file's name where it has none. Unique among policies. */
  public String id() {
    return identity.id();
  }

  /** {@code 1} for a bare Sigma correlation. */
  public String version() {
    return identity.version();
  }

  /** SHA-256 of the whole file's UTF-8 text, lower-case hex. */
  public String contentHash() {
    return identity.contentHash();
  }

  public RuleHeader header() {
    return identity.header();
  }

  Charter charter() {
    return charter;
  }

  /** On which terms its findings count. */
  Terms terms() {
    return charter.terms();
  }

  /** How much event time one violation of a group stands for: the time span unless stated. */
  long bucketMillis() {
    return charter
        .envelope()
        .map(Envelope::dedup)
        .map(dedup -> dedup.window().toMillis())
        .orElse(plan().timespanMillis());
  }

  /** The same, as its own tests see it. */
  CompiledCorrelation forTests() {
    return new CompiledCorrelation(identity, linked, charter.forTests());
  }

  PolicyIdentity identity() {
    return identity;
  }

  /** The rules over single events that feed it: a hit's bits are their places. */
  List<SigmaRule> rules() {
    return linked.rules();
  }

  /** What an event holds in the fields that the correlation looks at. Task thread only. */
  List<List<String>> values(EventView event) {
    return linked.values(event);
  }

  Correlation plan() {
    return linked.plan();
  }

  /**
   * What finds its anchors, with the usual limits.
   *
   * @param lateness how late a hit may come, where the policy itself does not say
   */
  Correlator correlator(Duration lateness) {
    Duration own = charter.envelope().map(e -> e.timing().lateness()).orElse(null);
    return new Correlator(linked.plan(), Limits.DEFAULT, own == null ? lateness : own);
  }

  @Override
  public String toString() {
    return identity.toString();
  }
}
