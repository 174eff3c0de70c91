package io.sealstream.cli.policy;

import io.sealstream.cli.options.Commands;
import io.sealstream.policy.Backtest;
import io.sealstream.policy.BacktestCounts;
import io.sealstream.policy.BacktestDecision;
import io.sealstream.policy.BacktestDecision.Outcome;
import io.sealstream.policy.BacktestTime;
import io.sealstream.policy.PolicyCompiler;
import io.sealstream.policy.PolicyFiles;
import io.sealstream.policy.PolicyFindings;
import io.sealstream.policy.PolicyProblem;
import io.sealstream.schemas.ingest.IngestReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
      "Runs policies over events in files, as the policy job would.",
      "Prints a JSON line per decision, sorted by time, policy and first event.",
      "Exit code 0: fine. 1: policies do not compile, or the gate is passed. 2: wrong usage, or a"
          + " path cannot be read."
    })
final class BacktestCommand implements Callable<Integer> {
  private static final int FINDING = 1;
  private static final int UNREADABLE = 2;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final History history = new History();

  @Option(
      names = "--policies",
      paramLabel = "PATH",
      arity = "1..*",
      required = true,
      description = "Files, and folders, which are read recursively for *.yml and *.yaml.")
  private List<String> policies = List.of();

  @Option(
      names = "--out-of-orderness",
      defaultValue = "10m",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "How far event time stays behind the newest event. Default: ${DEFAULT-VALUE}.")
  private Duration outOfOrderness = Duration.ZERO;

  @Option(
      names = "--allowed-lateness",
      defaultValue = "10m",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = {
        "How late a correlation takes events, where its policy does not say.",
        "Default: ${DEFAULT-VALUE}."
      })
  private Duration allowedLateness = Duration.ZERO;

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
      Map<List<Object>, BacktestDecision> decisions, IngestReport report, BacktestCounts counts) {

    private List<Decision> sorted() {
      return decisions.values().stream().map(Decision::of).sorted(Decision.ORDER).toList();
    }

    private long count(Outcome outcome) {
      return decisions.values().stream().filter(each -> each.outcome() == outcome).count();
    }

    private String summary() {
      String words =
          "%d events, %d rejected; %d violations, %d suppressed, %d shadow; %d hits too late"
              .formatted(
                  counts.events(),
                  report.rejected(),
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
    var time = new BacktestTime(outOfOrderness, allowedLateness);
    if (maxNew < 0 || maxLost < 0) {
      throw wrongUsage("--max-new and --max-lost count decisions; they cannot be negative");
    }
    History.Input input = history.input();
    List<Decision> before = baseline == null ? List.of() : Decision.read(baseline);
    PolicyFiles files = PolicyFiles.read(policies);
    PolicyFindings findings = PolicyCompiler.examine(files.sources());
    List<PolicyProblem> problems =
        Stream.concat(files.problems().stream(), findings.errors().stream()).sorted().toList();
    if (!problems.isEmpty()) {
      print(problems);
      return FINDING;
    }
    Run run = run(input, time, files);
    if (!run.report().unreadable().isEmpty()) {
      run.report()
          .unreadable()
          .forEach(bad -> err().println(bad.source() + ": cannot be read: " + bad.why()));
      return UNREADABLE;
    }
    err().println(run.summary());
    return baseline == null ? told(run) : compared(before, run);
  }

  private Run run(History.Input input, BacktestTime time, PolicyFiles files) {
    var decisions = new LinkedHashMap<List<Object>, BacktestDecision>();
    try (var backtest =
        new Backtest(
            PolicyCompiler.compile(files.sources()),
            time,
            made -> decisions.putIfAbsent(List.of(made.id(), made.outcome()), made))) {
      IngestReport report = input.feed(backtest::add, err());
      backtest.end();
      return new Run(decisions, report, backtest.counts());
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
    return added > maxNew || lost > maxLost ? FINDING : 0;
  }

  private void print(Collection<?> lines) {
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
