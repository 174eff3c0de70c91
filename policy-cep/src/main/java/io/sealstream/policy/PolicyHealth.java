package io.sealstream.policy;

import io.sealstream.policy.BacktestDecision.Outcome;
import io.sealstream.policy.PolicyHealthReport.ExceptionEnd;
import io.sealstream.policy.PolicyHealthReport.Uncovered;
import io.sealstream.policy.envelope.Mode;
import io.sealstream.policy.envelope.PolicyException;
import io.sealstream.policy.event.CaseFolding;
import io.sealstream.policy.sigma.FieldTest;
import io.sealstream.policy.sigma.RuleLogSource;
import io.sealstream.policy.sigma.SigmaRule;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds policies that do nothing, and actions that no policy covers, by a backtest over history.
 * Memory is that of the backtest, and of the actions seen. For one run and one thread.
 */
public final class PolicyHealth implements AutoCloseable {
  /** Within which an exception ends soon. */
  private static final Duration SOON = Duration.ofDays(30);

  private static final Comparator<Action> BY_NAME =
      Comparator.comparing(Action::logSource).thenComparing(Action::name);

  private final PolicyBook book;
  private final Backtest backtest;
  private final Map<String, Set<Outcome>> outcomes = new TreeMap<>();
  private final Map<Action, Seen> actions = new TreeMap<>(BY_NAME);
  private final List<Named> named;

  private record Action(String logSource, String name) {}

  /** The values that a rule demands by equality, in plain form. */
  private record Named(RuleLogSource logSource, Set<String> values) {}

  private static final class Seen {
    private long events;
    private boolean isCovered;
  }

  /**
   * Prepares a run.
   *
   * @param book compiled together
   */
  public PolicyHealth(PolicyBook book, BacktestTime time) {
    this.book = book;
    this.backtest = new Backtest(book, time, this::decided);
    PolicyBook enabled = book.enabled();
    this.named =
        Stream.concat(
                enabled.policies().stream().map(CompiledPolicy::rule),
                enabled.hitPolicies().stream().flatMap(policy -> policy.rules().stream()))
            .map(PolicyHealth::named)
            .toList();
  }

  private static Named named(SigmaRule rule) {
    Set<String> values =
        rule.detection().requirements().stream()
            .flatMap(List::stream)
            .map(FieldTest::equalText)
            .flatMap(Optional::stream)
            .map(PolicyHealth::plain)
            .collect(Collectors.toSet());
    return new Named(rule.logSource(), values);
  }

  /** Importers write a vendor's DeleteUser as delete_user. */
  private static String plain(String name) {
    return CaseFolding.fold(name).replace("_", "");
  }

  private void decided(BacktestDecision decision) {
    outcomes
        .computeIfAbsent(decision.policyId(), made -> EnumSet.noneOf(Outcome.class))
        .add(decision.outcome());
  }

  /** Takes an event, as {@link Backtest#add} does. */
  public void add(AuditEvent event) {
    backtest.add(event);
    LogSource source = event.getLogSource();
    String place =
        Stream.of(source.getProduct(), source.getService(), source.getCategory())
            .map(part -> Objects.requireNonNullElse(part, "-"))
            .collect(Collectors.joining("/"));
    Seen seen =
        actions.computeIfAbsent(
            new Action(place, event.getAction()), action -> seenFirst(source, action));
    seen.events++;
    seen.isCovered |= backtest.hasHit();
  }

  private Seen seenFirst(LogSource source, Action action) {
    var seen = new Seen();
    String name = plain(action.name());
    seen.isCovered =
        named.stream()
            .anyMatch(rule -> rule.values().contains(name) && rule.logSource().matches(source));
    return seen;
  }

  /**
   * Ends the run.
   *
   * @param at when exceptions have expired, or will soon
   */
  public PolicyHealthReport report(Instant at) {
    backtest.end();
    Instant soon = at.plus(SOON);
    return new PolicyHealthReport(
        ids(policy -> isEnabled(policy) && found(policy.id()).isEmpty()),
        ids(policy -> found(policy.id()).equals(EnumSet.of(Outcome.SUPPRESSED))),
        ids(policy -> isEnabled(policy) && !policy.charter().terms().mode().enforces()),
        ids(policy -> !isEnabled(policy)),
        exceptions(expires -> !expires.isAfter(at)),
        exceptions(expires -> expires.isAfter(at) && !expires.isAfter(soon)),
        uncovered());
  }

  private Set<Outcome> found(String policy) {
    return outcomes.getOrDefault(policy, Set.of());
  }

  private record Governed(String id, Charter charter) {}

  private static boolean isEnabled(Governed policy) {
    return policy.charter().terms().mode().kind() != Mode.Kind.DISABLED;
  }

  private List<Governed> policies() {
    return book.each().stream()
        .map(each -> new Governed(each.identities().get(0).id(), each.charters().get(0)))
        .sorted(Comparator.comparing(Governed::id))
        .toList();
  }

  private List<String> ids(Predicate<Governed> which) {
    return policies().stream().filter(which).map(Governed::id).toList();
  }

  private List<ExceptionEnd> exceptions(Predicate<Instant> which) {
    var ends = new ArrayList<ExceptionEnd>();
    for (Governed policy : policies()) {
      for (PolicyException each : policy.charter().terms().exceptions().all()) {
        if (which.test(each.expires())) {
          ends.add(new ExceptionEnd(policy.id(), each.id(), each.expires()));
        }
      }
    }
    return ends;
  }

  private List<Uncovered> uncovered() {
    var uncovered = new ArrayList<Uncovered>();
    actions.forEach(
        (action, seen) -> {
          if (!seen.isCovered) {
            uncovered.add(new Uncovered(action.logSource(), action.name(), seen.events));
          }
        });
    return uncovered;
  }

  @Override
  public void close() {
    backtest.close();
  }
}
