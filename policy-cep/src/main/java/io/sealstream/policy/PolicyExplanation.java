package io.sealstream.policy;

import io.sealstream.policy.envelope.PolicyException;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.event.FieldValue;
import io.sealstream.policy.event.FieldValues;
import io.sealstream.policy.sigma.SigmaRule;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one event is evaluated against one version of a policy, also where nothing comes of it. The
 * values are those of the event, nothing is masked: it is for whoever may see the event itself.
 *
 * <p>The outcome is {@code violation} (or {@code shadow}) exactly where a backtest of this version
 * over the same history, in the same order and with the same times, makes such a decision that
 * names the event: as the anchor, or as one of those that took part. Where several decisions name
 * it, a violation goes before a shadow finding.
 *
 * @param policy its id
 * @param kind what sort of policy it is
 * @param governs why the policy does not judge the event, or that it does
 * @param inForce the version, as {@code id@version}, of those given that is in force at the event's
 *     time instead; null where this one is or none is
 * @param rules the policy's rules in the order of the file
 * @param exception the exception that matches the event at its time; null where none does
 * @param outcome what becomes of the event
 * @param ifInForce what would become of it, if the version had been in force, from the beginning;
 *     null where it governs the event, and where the policy is not for the event's tenant. The
 *     story then is that one
 * @param story what the policy made of it among the other events; null where it is over single
 *     events
 */
public record PolicyExplanation(
    String policy,
    String version,
    String hash,
    String kind,
    String governs,
    @Nullable String inForce,
    List<RuleExplanation> rules,
    @Nullable ExceptionExplanation exception,
    String outcome,
    @Nullable String ifInForce,
    @Nullable EventStory story) {

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
      boolean matches) {

    static RuleExplanation of(SigmaRule rule, @Nullable EventView view, AuditEvent event) {
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

  /** An exception that matches. */
  public record ExceptionExplanation(String id, String reason, String approver, String expires) {
    static ExceptionExplanation of(PolicyException exception) {
      return new ExceptionExplanation(
          exception.id(), exception.reason(), exception.approver(), exception.expires().toString());
    }
  }
}
