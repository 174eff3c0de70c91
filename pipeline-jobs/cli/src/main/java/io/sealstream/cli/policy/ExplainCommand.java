package io.sealstream.cli.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.cli.options.Answer;
import io.sealstream.policy.PolicyExplanation;
import io.sealstream.policy.PolicyExplanation.ExceptionExplanation;
import io.sealstream.policy.PolicyExplanation.RuleExplanation;
import io.sealstream.policy.PolicySource;
import io.sealstream.schemas.v1.AuditEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code sealstream policy explain}: how one event is evaluated against policies, also where
 * nothing came of it. Exit 0, whatever comes of the event; 1 where a policy does not compile or the
 * archive does not verify; 2 where the event is not there or something cannot be read.
 */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Shows how one event is evaluated against policies: whether they govern it, every selection's",
      "truth, the values that the event holds, exceptions, and what becomes of it. Values are not",
      "masked. Each file is looked at alone, so several versions of one policy can be compared;",
      "files of Sigma filters alone narrow the rules of each.",
      "Exit code 0: explained. 1: a policy does not compile, or the archive does not verify. 2: no"
          + " such event, or something cannot be read."
    })
final class ExplainCommand implements Callable<Integer> {
  private static final int UNUSABLE = 2;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private final Answer answer = new Answer();
  @Mixin private final PoliciesOption policies = new PoliciesOption();
  @Mixin private final HistoryOptions options = new HistoryOptions();

  @Option(names = "--event", paramLabel = "ID", required = true, description = "The event's id.")
  private String id = "";

  @Option(
      names = "--policy",
      paramLabel = "ID[@VERSION]",
      description = "Only that policy. Default: all of them.")
  private @Nullable String only;

  @Override
  public Integer call() throws IOException {
    History history = options.history();
    return policies.apart(
        answer.progress(), sets -> explain(sets, find(history, answer.err()::println)));
  }

  private AuditEvent find(History history, Consumer<String> complaints) throws IOException {
    var found = new ArrayList<AuditEvent>(1);
    History.Reading read = history.read(event -> keep(event, found), complaints);
    if (found.isEmpty()) {
      throw new IOException(
          "no event %s among %d; is the id right, and are these the logs it is in?"
              .formatted(id, read.events()));
    }
    return found.get(0);
  }

  /** An event that was delivered again is the same event. */
  private void keep(AuditEvent event, List<AuditEvent> found) {
    if (found.isEmpty() && event.getId().equals(id)) {
      found.add(event);
    }
  }

  private int explain(List<List<PolicySource>> sets, AuditEvent event) {
    List<PolicyExplanation> explanations =
        sets.stream()
            .flatMap(set -> PolicyExplanation.of(set, event).stream())
            .filter(this::isWanted)
            .toList();
    if (explanations.isEmpty()) {
      answer.err().println("no policy " + (only == null ? "" : only + " ") + "among these files");
      return UNUSABLE;
    }
    answer.print(() -> words(explanations), () -> json(explanations));
    return 0;
  }

  private boolean isWanted(PolicyExplanation each) {
    return only == null
        || only.equals(each.policy())
        || only.equals(each.policy() + "@" + each.version());
  }

  private static String json(List<PolicyExplanation> explanations) {
    try {
      return JSON.writeValueAsString(JSON.createObjectNode().putPOJO("policies", explanations));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String words(List<PolicyExplanation> explanations) {
    var lines = new ArrayList<String>();
    for (PolicyExplanation each : explanations) {
      lines.add(
          "%s@%s (%s, %s): %s"
              .formatted(
                  each.policy(), each.version(), each.kind(), each.governs(), each.outcome()));
      each.rules().forEach(rule -> add(rule, lines));
      ExceptionExplanation exception = each.exception();
      if (exception != null) {
        lines.add(
            "  exception %s, approved by %s until %s: %s"
                .formatted(
                    exception.id(), exception.approver(), exception.expires(), exception.reason()));
      }
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static void add(RuleExplanation rule, List<String> lines) {
    lines.add(
        "  rule %s: %s%s%s"
            .formatted(
                rule.title(),
                rule.matches() ? "matches" : "does not match",
                rule.logSource() ? "" : ", is about another log source",
                rule.readable() ? "" : ", cannot read the vendor's JSON: it is no object"));
    rule.selections().forEach((name, truth) -> lines.add("    " + name + ": " + truth));
    rule.values().forEach((field, values) -> lines.add("    " + field + " = " + values));
  }
}
