package io.sealstream.cli.policy;

import io.sealstream.cli.options.Commands;
import io.sealstream.policy.Backtest;
import io.sealstream.policy.BacktestCounts;
import io.sealstream.policy.BacktestDecision;
import io.sealstream.policy.BacktestDecision.Outcome;
import io.sealstream.policy.BacktestTime;
import io.sealstream.policy.PolicyCompiler;
import io.sealstream.policy.PolicySource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code sealstream policy backtest}: what policies decide about history. Decisions on stdout, a
 * JSON line each, in the order of {@link Decision#ORDER}; what became of the events on stderr. Exit
 * 0; 1 where policies do not compile or the gate is passed; 2 where something cannot be read.
 */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Runs policies over events in files, on a topic or in an archive, as the policy job would.",
      "Prints a JSON line per decision, sorted by time, policy and first event.",
      "Exit code 0: fine. 1: policies do not compile, the gate is passed, or the archive does"
          + " not verify. 2: wrong usage, or something cannot be read."
    })
final class BacktestCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private final PoliciesOption policies = new PoliciesOption();
  @Mixin private final HistoryOptions options = new HistoryOptions();
  @Mixin private final HistorySpan span = new HistorySpan();

  @Mixin private final EventTimeOptions times = new EventTimeOptions();

  @Option(
      names = "--baseline",
      paramLabel = "OLD",
      description = "What an earlier backtest printed: prints new (+) and lost (-) decisions only.")
  private @Nullable Path baseline;

  @Option(
      names = "--max-new",
      defaultValue = "0",
      paramLabel = "N",
      description = "The gate: so many decisions may be new. Default: ${DEFAULT-VALUE}.")
  private int maxNew;

  @Option(
      names = "--max-lost",
      defaultValue = "0",
      paramLabel = "N",
      description = "The gate: so many decisions may be lost. Default: ${DEFAULT-VALUE}.")
  private int maxLost;

  /** What a run came to: decisions by id and outcome, the first of each. */
  private record Run(
      Map<List<Object>, BacktestDecision> decisions,
      History.Reading reading,
      long outside,
      BacktestCounts counts) {

    private List<Decision> sorted() {
      return decisions.values().stream().map(Decision::of).sorted(Decision.ORDER).toList();
    }

    private long count(Outcome outcome) {
      return decisions.values().stream().filter(each -> each.outcome() == outcome).count();
    }

    private String summary() {
      String words =
          "%s; %d violations, %d suppressed, %d shadow; %d hits too late"
              .formatted(
                  reading.words(counts.events(), outside),
                  count(Outcome.VIOLATION),
                  count(Outcome.SUPPRESSED),
                  count(Outcome.SHADOW),
                  counts.tooLate());
      return counts.lost() == 0
          ? words
          : words + "; %d cut by the limits of state".formatted(counts.lost());
    }
  }

  @Override
  public Integer call() throws IOException {
    BacktestTime time = times.time();
    if (maxNew < 0 || maxLost < 0) {
      throw wrongUsage("--max-new and --max-lost count decisions; they cannot be negative");
    }
    span.check();
    History history = options.history();
    List<Decision> before = baseline == null ? List.of() : Decision.read(baseline);
    return policies.together(
        Commands.required(spec).commandLine().getOut(),
        sources -> {
          Run run = run(history, time, sources);
          err().println(run.summary());
          return baseline == null ? told(run) : compared(before, run);
        });
  }

  private Run run(History history, BacktestTime time, List<PolicySource> sources)
      throws IOException {
    var decisions = new LinkedHashMap<List<Object>, BacktestDecision>();
    try (var backtest =
        new Backtest(
            PolicyCompiler.compile(sources),
            time,
            made -> decisions.putIfAbsent(List.of(made.id(), made.outcome()), made))) {
      HistorySpan.Feed feed = span.feed(backtest::add);
      History.Reading reading = history.read(feed, err()::println);
      feed.end();
      backtest.end();
      return new Run(decisions, reading, feed.outside(), backtest.counts());
    }
  }

  private int told(Run run) {
    print(run.sorted().stream().map(Decision::line).toList());
    return 0;
  }

  private int compared(List<Decision> before, Run run) {
    var difference = BaselineDifference.between(before, run.sorted());
    print(difference.lines());
    int added = difference.added().size();
    int lost = difference.lost().size();
    err()
        .println("%d new (%d may be), %d lost (%d may be)".formatted(added, maxNew, lost, maxLost));
    return added > maxNew || lost > maxLost ? PoliciesOption.FINDING : 0;
  }

  private void print(List<String> lines) {
    PrintWriter out = Commands.required(spec).commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
  }

  private PrintWriter err() {
    return Commands.required(spec).commandLine().getErr();
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(Commands.required(spec).commandLine(), message);
  }
}
