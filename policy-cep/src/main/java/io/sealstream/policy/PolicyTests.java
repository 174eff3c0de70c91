package io.sealstream.policy;

import io.sealstream.policy.BacktestDecision.Outcome;
import io.sealstream.policy.envelope.Envelope;
import io.sealstream.policy.envelope.PolicyTest;
import io.sealstream.policy.envelope.PolicyTest.TestEvent;
import io.sealstream.policy.sigma.RuleLogSource;
import io.sealstream.policy.sigma.SigmaRule;
import io.sealstream.schemas.v1.LogSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tests that stand in policy files through the matching that the job does. A test sees its
 * policy as if it enforced everywhere and always: {@code mode} and {@code effectiveFrom} do not
 * count, tenants and exceptions do.
 */
public final class PolicyTests {
  private static final String ANY_PRODUCT = "test";
  private static final LogSource ONLY_OWN_FIELDS = new LogSource(ANY_PRODUCT, null, null);

  private PolicyTests() {}

  /**
   * The result of every test of a file, in their order; none for a bare Sigma file.
   *
   * @param sources the file, and files of filters that may reach it
   * @throws PolicyCompilationException with every problem of the files
   */
  public static List<PolicyTestResult> run(List<PolicySource> sources) {
    return subjects(PolicyCompiler.compile(sources)).stream()
        .flatMap(subject -> run(subject).stream())
        .toList();
  }

  /**
   * A policy as its tests see it.
   *
   * @param alone the policy and no other
   * @param logSources those that its rules are about
   */
  record Subject(String id, Charter charter, PolicyBook alone, Set<RuleLogSource> logSources) {}

  /** Every policy of a book, each alone. */
  static List<Subject> subjects(PolicyBook book) {
    var subjects = new ArrayList<Subject>();
    for (PolicyBook own : book.each()) {
      PolicyBook alone = own.under(Charter::forTests);
      List<SigmaRule> rules =
          Stream.concat(
                  own.policies().stream().map(CompiledPolicy::rule),
                  own.hitPolicies().stream().flatMap(policy -> policy.rules().stream()))
              .toList();
      String id = own.identities().get(0).id();
      subjects.add(new Subject(id, own.charters().get(0), alone, logs(rules)));
    }
    return subjects;
  }

  private static Set<RuleLogSource> logs(List<SigmaRule> rules) {
    return rules.stream().map(SigmaRule::logSource).collect(Collectors.toSet());
  }

  static List<PolicyTestResult> run(Subject subject) {
    List<PolicyTest> tests = subject.charter().envelope().map(Envelope::tests).orElse(List.of());
    return tests.stream().map(test -> result(test, subject, failures(test, subject))).toList();
  }

  private static PolicyTestResult result(PolicyTest test, Subject subject, List<String> failures) {
    return new PolicyTestResult(
        subject.charter().place(), subject.id(), test.name(), test.line(), test.column(), failures);
  }

  private static List<String> failures(PolicyTest test, Subject subject) {
    LogSource byDefault = ONLY_OWN_FIELDS;
    if (subject.logSources().size() == 1) {
      byDefault = logSource(subject.logSources().iterator().next());
    } else if (test.events().stream().anyMatch(event -> !event.hasLogSource())) {
      return List.of("the policy reads several logs: each event needs its log_source");
    }
    var found = new EnumMap<Outcome, List<TestFinding>>(Outcome.class);
    try (var trial = new Backtest(subject.alone(), BacktestTime.AT_THE_END, d -> sort(d, found))) {
      for (TestEvent each : test.events()) {
        trial.add(each.event(byDefault));
      }
      trial.end();
    }
    return TestFinding.failures(
        test.expect(),
        found.getOrDefault(Outcome.VIOLATION, List.of()),
        found.getOrDefault(Outcome.SUPPRESSED, List.of()));
  }

  private static void sort(BacktestDecision decision, Map<Outcome, List<TestFinding>> found) {
    found
        .computeIfAbsent(decision.outcome(), outcome -> new ArrayList<>())
        .add(new TestFinding(decision.group(), decision.anchor()));
  }

  /** The log that a rule is about; what the rule leaves open does not matter to it. */
  private static LogSource logSource(RuleLogSource rule) {
    @Nullable String product = rule.product();
    return new LogSource(product == null ? ANY_PRODUCT : product, rule.service(), rule.category());
  }
}
