package io.sealstream.cli.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.cli.options.Answer;
import io.sealstream.policy.BacktestTime;
import io.sealstream.policy.ExplanationRun;
import io.sealstream.policy.ExplanationRun.Version;
import io.sealstream.policy.PolicyExplanation;
import io.sealstream.policy.PolicySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
      "truth, the values that the event holds, exceptions, and what becomes of it. Of policies over",
      "several events, from the history given: the windows that end with it and what they came to,",
      "how far sequences got and what ended them, what spared the trigger of an absence, and what",
      "was found. Values are not masked. Each file and each published version is looked at alone,",
      "so several versions of one policy can be compared; files of Sigma filters alone narrow the",
      "rules of each file, and correlations may name rules of all files.",
      "Exit code 0: explained. 1: a policy does not compile, or the archive does not verify. 2: no"
          + " such event, policy or version, wrong usage, or something cannot be read."
    })
final class ExplainCommand implements Callable<Integer> {
  private static final int UNUSABLE = 2;
  private static final int MOST_NAMED = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private final Answer answer = new Answer();
  @Mixin private final ExplainedPolicies policies = new ExplainedPolicies();
  @Mixin private final HistoryOptions options = new HistoryOptions();
  @Mixin private final HistorySpan span = new HistorySpan();
  @Mixin private final EventTimeOptions times = new EventTimeOptions();

  @Option(names = "--event", paramLabel = "ID", required = true, description = "The event's id.")
  private String id = "";

  @Option(
      names = "--policy",
      paramLabel = "ID[@VERSION]",
      description = "Only that policy, or that version of it. Default: all of them.")
  private @Nullable String only;

  @Override
  public Integer call() throws IOException {
    BacktestTime time = times.time();
    span.check();
    History history = options.history();
    return PoliciesOption.judge(
        policies.read(options),
        answer.progress(),
        answer.err(),
        sets -> explain(sets, history, time));
  }

  private int explain(List<List<PolicySource>> sets, History history, BacktestTime time)
      throws IOException {
    try (var run = new ExplanationRun(sets, id, time, this::isWanted)) {
      if (!run.isAnyWanted()) {
        answer.err().println(unknown(run.versions()));
        return UNUSABLE;
      }
      HistorySpan.Feed feed = span.feed(run::add);
      History.Reading read = history.read(feed, answer.err()::println);
      feed.end();
      List<PolicyExplanation> explanations = run.end().orElseThrow(() -> absent(read, feed));
      answer.print(() -> words(explanations), () -> json(explanations));
      return 0;
    }
  }

  private IOException absent(History.Reading read, HistorySpan.Feed feed) {
    String outside =
        feed.outside() == 0 ? "" : ", %d of them outside of the span".formatted(feed.outside());
    return new IOException(
        "no event %s among %d%s; is the id right, and are these the logs it is in?"
            .formatted(id, read.events(), outside));
  }

  private boolean isWanted(Version each) {
    return only == null || only.equals(each.id()) || only.equals(each.toString());
  }

  private String unknown(List<Version> versions) {
    if (versions.isEmpty()) {
      return "there is no policy to explain: --policies holds none, or --published has none that"
          + " --keys admit";
    }
    String asked = String.valueOf(only);
    String versionsOfIt =
        versions.stream()
            .filter(each -> asked.startsWith(each.id() + "@"))
            .map(Version::version)
            .distinct()
            .collect(Collectors.joining(", "));
    if (!versionsOfIt.isEmpty()) {
      int at = asked.lastIndexOf('@');
      return "no version %s of %s; there are %s"
          .formatted(asked.substring(at + 1), asked.substring(0, at), versionsOfIt);
    }
    List<String> ids = versions.stream().map(Version::id).distinct().sorted().toList();
    String more = ids.size() > MOST_NAMED ? ", and %d more".formatted(ids.size() - MOST_NAMED) : "";
    return "no policy %s among those given; there are %s%s"
        .formatted(asked, String.join(", ", ids.stream().limit(MOST_NAMED).toList()), more);
  }

  private static String json(List<PolicyExplanation> explanations) {
    try {
      return JSON.writeValueAsString(JSON.createObjectNode().putPOJO("policies", explanations));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String words(List<PolicyExplanation> explanations) {
    return explanations.stream()
        .flatMap(each -> ExplanationWords.of(each).stream())
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
