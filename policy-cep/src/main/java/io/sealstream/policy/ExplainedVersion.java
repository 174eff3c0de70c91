package io.sealstream.policy;

import io.sealstream.policy.EventStory.Finding;
import io.sealstream.policy.EventStory.Part;
import io.sealstream.policy.PolicyExplanation.ExceptionExplanation;
import io.sealstream.policy.PolicyExplanation.RuleExplanation;
import io.sealstream.policy.envelope.Mode;
import io.sealstream.policy.envelope.PolicyException;
import io.sealstream.policy.envelope.Terms;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.sigma.SigmaRule;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One version of a policy, which sees the history alone: as it is and, where it is not always in
 * force, as if it were.
 */
final class ExplainedVersion implements AutoCloseable {
  private static final String GOVERNS = "governs";

  private final PolicyBook alone;
  private final PolicyIdentity identity;
  private final Terms terms;
  private final @Nullable Replay asIs;
  private final @Nullable Replay asIfInForce;

  /** A backtest, and what it does about the event. */
  private record Replay(Backtest backtest, EventWatch watch) {
    static Replay of(PolicyBook alone, String event, BacktestTime time) {
      var watch = new EventWatch(alone.hitPolicies().get(0), event);
      return new Replay(new Backtest(alone, time, decision -> {}, watch), watch);
    }
  }

  /**
   * Prepares a policy.
   *
   * @param alone with one policy in it
   * @param event its id
   */
  ExplainedVersion(PolicyBook alone, String event, BacktestTime time) {
    this.alone = alone;
    this.identity = alone.identities().get(0);
    this.terms = alone.charters().get(0).terms();
    boolean isReplayed = !alone.hitPolicies().isEmpty();
    boolean isAlways = terms.effectiveFrom() == null && terms.mode().kind() != Mode.Kind.DISABLED;
    this.asIs = isReplayed ? Replay.of(alone, event, time) : null;
    this.asIfInForce =
        isReplayed && !isAlways ? Replay.of(alone.under(Charter::asIfInForce), event, time) : null;
  }

  PolicyBook alone() {
    return alone;
  }

  /** Says whose event it is, before that comes. */
  void isOf(String tenant) {
    replays().forEach(replay -> replay.watch().isOf(tenant));
  }

  void add(AuditEvent event) {
    replays().forEach(replay -> replay.backtest().add(event));
  }

  void end() {
    replays().forEach(replay -> replay.backtest().end());
  }

  private List<Replay> replays() {
    return Stream.of(Optional.ofNullable(asIs), Optional.ofNullable(asIfInForce))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * What became of the event, once the history has ended.
   *
   * @param historyEnds the time of the newest event
   */
  PolicyExplanation explanation(AuditEvent event, @Nullable String inForce, String historyEnds) {
    List<RuleExplanation> explained =
        rules().stream().map(rule -> RuleExplanation.of(rule, view(rule, event), event)).toList();
    PolicyException exception = exception(event);
    String governs = governs(event);
    boolean isGoverned = governs.equals(GOVERNS);
    boolean isAsked = !isGoverned && terms.tenants().include(event.getTenantId());
    Replay replay = isAsked && asIfInForce != null ? asIfInForce : asIs;
    EventStory story = replay == null ? null : replay.watch().story(historyEnds);
    boolean matches = explained.stream().anyMatch(RuleExplanation::matches);
    String outcome = outcome(event, matches, exception != null, story);
    return new PolicyExplanation(
        identity.id(),
        identity.version(),
        identity.contentHash(),
        kind(),
        governs,
        inForce,
        explained,
        exception == null ? null : ExceptionExplanation.of(exception),
        isGoverned ? outcome : "not judged",
        isAsked ? outcome : null,
        story);
  }

  private @Nullable EventView view(SigmaRule rule, AuditEvent event) {
    return EventViews.of(rule, event, alone.fields());
  }

  /** The first that matches the event as a rule sees it that matches. */
  private @Nullable PolicyException exception(AuditEvent event) {
    for (SigmaRule rule : rules()) {
      EventView view = view(rule, event);
      if (view != null && RuleExplanation.of(rule, view, event).matches()) {
        Optional<PolicyException> found = terms.exceptions().suppressing(view, event.getTime());
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    return null;
  }

  private List<SigmaRule> rules() {
    return alone.hitPolicies().isEmpty()
        ? List.of(alone.policies().get(0).rule())
        : alone.hitPolicies().get(0).rules();
  }

  private String kind() {
    if (alone.hitPolicies().isEmpty()) {
      return "rule";
    }
    if (alone.hitPolicies().get(0) instanceof CompiledPattern pattern) {
      return pattern.plan() instanceof Sequence ? "sequence" : "absence";
    }
    return alone.correlations().get(0).plan().isOfEachEvent() ? "rule with dedup" : "correlation";
  }

  private String governs(AuditEvent event) {
    if (terms.govern(event.getTenantId(), event.getTime())) {
      return GOVERNS;
    }
    if (!terms.tenants().include(event.getTenantId())) {
      return "is not for tenant " + event.getTenantId();
    }
    return terms.effectiveFrom() != null && event.getTime().isBefore(terms.effectiveFrom())
        ? "is effective from %s, the event is of %s"
            .formatted(terms.effectiveFrom(), event.getTime())
        : "is disabled";
  }

  private String outcome(
      AuditEvent event, boolean matches, boolean isExcepted, @Nullable EventStory story) {
    if (story == null) {
      boolean isTold = terms.asIfInForce().isTold(identity.id(), event.getTenantId(), Map.of());
      return !matches ? "no match" : isExcepted ? "suppressed" : isTold ? "violation" : "shadow";
    }
    List<String> found = story.findings().stream().map(Finding::outcome).toList();
    for (String each : List.of("violation", "shadow")) {
      if (found.contains(each)) {
        return each;
      }
    }
    if (!matches) {
      return "no match";
    }
    if (isExcepted) {
      return "suppressed";
    }
    for (String each : List.of("deduplicated", "not counted")) {
      if (found.contains(each)) {
        return each;
      }
    }
    List<String> became = story.groups().stream().map(Part::became).distinct().toList();
    if (became.isEmpty()) {
      return "takes no part";
    }
    return became.equals(List.of("too late")) ? "too late" : "no violation";
  }

  @Override
  public void close() {
    replays().forEach(replay -> replay.backtest().close());
  }
}
