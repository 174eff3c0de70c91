package io.sealstream.policy;

import io.sealstream.policy.envelope.PolicyException;
import io.sealstream.policy.envelope.Terms;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.event.FieldValue;
import io.sealstream.policy.event.FieldValues;
import io.sealstream.policy.sigma.SigmaRule;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one event is evaluated against one version of a policy, also where nothing comes of it. The
 * values are those of the event, nothing is masked: it is for whoever may see the event itself.
 *
 * @param policy its id
 * @param kind what sort of policy it is; a correlation, a sequence and an absence one event alone
 *     never decides
 * @param governs why the policy does not judge the event, or that it does
 * @param rules the policy's rules in the order of the file
 * @param exception the exception that matches the event at its time; null where none does
 * @param outcome what becomes of the event
 */
public record PolicyExplanation(
    String policy,
    String version,
    String hash,
    String kind,
    String governs,
    List<RuleExplanation> rules,
    @Nullable ExceptionExplanation exception,
    String outcome) {
  private static final String GOVERNS = "governs";
  private static final String RULE = "rule";
  private static final String DEDUPED = "rule with dedup";

  public PolicyExplanation {
    rules = List.copyOf(rules);
  }

  /**
   * One rule.
   *
   * @param logSource whether the rule is about events of that log source: else it does not look
   * @param readable whether the rule can see the event: not where the vendor's JSON is no object
   * @param selections whether the event is in each of them
   * @param values what the event holds in the fields that the selections read; none for those it
   *     lacks
   * @param matches whether log source and condition hold
   */
  public record RuleExplanation(
      String title,
      boolean logSource,
      boolean readable,
      Map<String, Boolean> selections,
      Map<String, List<String>> values,
      boolean matches) {}

  /** An exception that matches. */
  public record ExceptionExplanation(String id, String reason, String approver, String expires) {
    private static ExceptionExplanation of(PolicyException exception) {
      return new ExceptionExplanation(
          exception.id(), exception.reason(), exception.approver(), exception.expires().toString());
    }
  }

  /**
   * Explains an event.
   *
   * @param sources a file, and files of filters that may reach it
   * @return one for each policy of the file, in the order of the kinds and then of the file
   * @throws PolicyCompilationException with every problem of the files
   */
  public static List<PolicyExplanation> of(List<PolicySource> sources, AuditEvent event) {
    PolicyBook book = PolicyCompiler.compile(sources);
    var explanations = new ArrayList<PolicyExplanation>();
    for (CompiledPolicy policy : book.policies()) {
      explanations.add(
          explain(policy.identity(), RULE, policy.terms(), List.of(policy.rule()), book, event));
    }
    for (HitPolicy policy : book.hitPolicies()) {
      String kind = policy instanceof CompiledPattern ? "sequence or absence" : "correlation";
      if (policy.reachMillis() == 0) {
        kind = DEDUPED;
      }
      explanations.add(
          explain(policy.identity(), kind, policy.terms(), policy.rules(), book, event));
    }
    return explanations;
  }

  private static PolicyExplanation explain(
      PolicyIdentity policy,
      String kind,
      Terms terms,
      List<SigmaRule> rules,
      PolicyBook book,
      AuditEvent event) {
    var explained = new ArrayList<RuleExplanation>();
    ExceptionExplanation exception = null;
    for (SigmaRule rule : rules) {
      EventView view = EventViews.of(rule, event, book.fields());
      RuleExplanation each = rule(rule, view, event);
      explained.add(each);
      if (exception == null && view != null && each.matches()) {
        exception =
            terms
                .exceptions()
                .suppressing(view, event.getTime())
                .map(ExceptionExplanation::of)
                .orElse(null);
      }
    }
    String governs = governs(terms, event);
    boolean matches = explained.stream().anyMatch(RuleExplanation::matches);
    return new PolicyExplanation(
        policy.id(),
        policy.version(),
        policy.contentHash(),
        kind,
        governs,
        explained,
        exception,
        outcome(kind, matches, governs, exception, told(policy, kind, terms, event)));
  }

  private static boolean told(PolicyIdentity policy, String kind, Terms terms, AuditEvent event) {
    return !decidesAlone(kind) || terms.isTold(policy.id(), event.getTenantId(), Map.of());
  }

  private static boolean decidesAlone(String kind) {
    return kind.equals(RULE) || kind.equals(DEDUPED);
  }

  private static String governs(Terms terms, AuditEvent event) {
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

  private static String outcome(
      String kind,
      boolean matches,
      String governs,
      @Nullable ExceptionExplanation exception,
      boolean told) {
    if (!governs.equals(GOVERNS)) {
      return "not judged";
    }
    if (!matches) {
      return "no match";
    }
    if (exception != null) {
      return "suppressed";
    }
    if (!decidesAlone(kind)) {
      return "takes part: with other events it may make a finding";
    }
    String alone = told ? "violation" : "shadow";
    return kind.equals(DEDUPED) ? alone + ", once for its group and window" : alone;
  }

  private static RuleExplanation rule(SigmaRule rule, @Nullable EventView view, AuditEvent event) {
    boolean logSource = rule.logSource().matches(event.getLogSource());
    if (view == null) {
      return new RuleExplanation(
          rule.header().title(), logSource, false, Map.of(), Map.of(), false);
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (FieldPath path : rule.detection().fields()) {
      FieldValues found = view.values(path);
      if (found.present()) {
        values.put(path.name(), found.values().stream().map(FieldValue::text).toList());
      }
    }
    return new RuleExplanation(
        rule.header().title(),
        logSource,
        true,
        rule.detection().truths(view),
        values,
        logSource && rule.detection().matches(view));
  }
}
