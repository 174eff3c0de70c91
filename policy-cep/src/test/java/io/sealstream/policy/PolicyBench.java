package io.sealstream.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.sealstream.schemas.Figures;
import io.sealstream.schemas.Machine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * {@code scripts/bench policy}: measures the engine on one core and prints medians, spreads and the
 * ratios to what is measured beside it in the same run.
 */
public final class PolicyBench {
  private static final int MANY = 3000;
  private static final int COMPILATIONS = 5;
  private static final int PATTERNS = 50;

  /** Flink's operators are slow: enough to find some hundred. */
  private static final int COMPARED = 1 << 14;

  private static final double NANOS_PER_SECOND = 1e9;

  /** What was measured: events per second by number of policies, and seconds to compile. */
  private record Report(
      Map<Integer, Figures> match,
      Map<Integer, Figures> oneByOne,
      Map<Integer, Figures> correlate,
      Patterns patterns,
      Figures compileSeconds) {}

  /** Ours, one Flink operator a pattern, and how many alerts both found when they were compared. */
  private record Patterns(
      Map<Integer, Figures> ours, Map<Integer, Figures> operatorEach, int alerts) {
    double ratio() {
      Figures theirs = operatorEach.get(PATTERNS);
      Figures same = ours.get(PATTERNS);
      return theirs == null || same == null ? 0 : same.over(theirs);
    }
  }

  private PolicyBench() {}

  /** Takes {@code --json} or nothing. */
  public static void main(String[] arguments) throws Exception {
    boolean json = Arrays.asList(arguments).contains("--json");
    int alerts =
        PatternAgreement.demand(
                BenchPattern.of(PATTERNS),
                BenchEvents.inOrder().subList(1 << 15, (1 << 15) + COMPARED))
            .size();
    var report =
        new Report(
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new Patterns(new TreeMap<>(), new TreeMap<>(), alerts),
            compile());
    var options =
        new OptionsBuilder()
            .include(MatchBenchmark.class.getName())
            .include(CorrelateBenchmark.class.getName())
            .include(PatternBenchmark.class.getName())
            .include(CepBenchmark.class.getName())
            .verbosity(json ? VerboseMode.SILENT : VerboseMode.NORMAL)
            .shouldFailOnError(true)
            .build();
    for (RunResult result : new Runner(options).run()) {
      String name = result.getParams().getBenchmark();
      String size =
          result.getParams().getParam(result.getParams().getParamsKeys().iterator().next());
      seriesOf(report, name.substring(name.lastIndexOf('.') + 1))
          .put(Integer.valueOf(size), figures(result));
    }
    System.out.println(json ? json(report) : table(report));
  }

  private static Map<Integer, Figures> seriesOf(Report report, String method) {
    return switch (method) {
      case "match" -> report.match();
      case "oneByOne" -> report.oneByOne();
      case "correlate" -> report.correlate();
      case "patterns" -> report.patterns().ours();
      case "operatorEach" -> report.patterns().operatorEach();
      default -> throw new IllegalStateException("unknown benchmark " + method);
    };
  }

  private static Figures figures(RunResult result) {
    return Figures.of(
        result.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .map(iteration -> iteration.getPrimaryResult().getScore())
            .toList());
  }

  /** Each of a few compilations of all policies, the first one cold. */
  private static Figures compile() {
    List<PolicySource> sources = BenchPolicies.of(MANY, 7);
    var seconds = new ArrayList<Double>();
    for (int i = 0; i < COMPILATIONS; i++) {
      long start = System.nanoTime();
      int compiled = PolicyCompiler.compile(sources).size();
      if (compiled != MANY) {
        throw new IllegalStateException(compiled + " policies compiled instead of " + MANY);
      }
      seconds.add((System.nanoTime() - start) / NANOS_PER_SECOND);
    }
    return Figures.of(seconds);
  }

  private static String table(Report report) {
    var table = new StringBuilder(Machine.text()).append("\n\n");
    table.append("decoded native events through policies over single events, one core\n");
    table.append(
        "%8s  %34s  %34s  %7s%n"
            .formatted("policies", "events/s (min to max)", "one by one", "ratio"));
    report
        .match()
        .forEach(
            (policies, match) -> {
              Figures slow = report.oneByOne().getOrDefault(policies, match);
              table.append(
                  "%8d  %34s  %34s  %7.1f%n"
                      .formatted(policies, text(match), text(slow), match.over(slow)));
            });
    table.append(
        "%nthe same events through correlations: matched, keyed, correlated%n".formatted());
    table.append("%8s  %34s%n".formatted("policies", "events/s (min to max)"));
    report
        .correlate()
        .forEach((n, figures) -> table.append("%8d  %34s%n".formatted(n, text(figures))));
    table.append(patterns(report.patterns()));
    Figures compile = report.compileSeconds();
    return table
        .append(
            "%ncompiling %d policies: median %.2f s (%.2f to %.2f), of %d, the first one cold"
                .formatted(MANY, compile.median(), compile.min(), compile.max(), COMPILATIONS))
        .toString();
  }

  private static String patterns(Patterns patterns) {
    var table =
        new StringBuilder("%nthe same events through counts, sequences and absences%n".formatted());
    table.append(
        "%8s  %34s  %34s%n"
            .formatted("patterns", "events/s (min to max)", "a CEP operator for each"));
    patterns
        .ours()
        .forEach(
            (n, ours) -> {
              Figures theirs = patterns.operatorEach().get(n);
              table.append(
                  "%8d  %34s  %34s%n".formatted(n, text(ours), theirs == null ? "" : text(theirs)));
            });
    return table
        .append(
            "ratio at %d: %.1f; both found the same %d alerts in %,d events%n"
                .formatted(PATTERNS, patterns.ratio(), patterns.alerts(), COMPARED))
        .toString();
  }

  private static String text(Figures figures) {
    return "%,.0f (%,.0f to %,.0f)".formatted(figures.median(), figures.min(), figures.max());
  }

  private static String json(Report report) throws Exception {
    var document = new LinkedHashMap<String, Object>();
    document.put("machine", Machine.text());
    document.put("unit", "events per second");
    document.put("events", BenchEvents.nativeEvents().size());
    document.put("match", report.match());
    document.put("one_by_one", report.oneByOne());
    document.put("correlate", report.correlate());
    var ratios = new LinkedHashMap<Integer, Double>();
    report
        .match()
        .forEach((n, match) -> ratios.put(n, match.over(report.oneByOne().getOrDefault(n, match))));
    document.put("match_over_one_by_one", ratios);
    document.put("patterns", report.patterns().ours());
    document.put("cep_operator_each", report.patterns().operatorEach());
    document.put("patterns_over_cep_operator_each", report.patterns().ratio());
    document.put("identical_alerts", report.patterns().alerts());
    document.put("compile_%d_seconds".formatted(MANY), report.compileSeconds());
    return new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValueAsString(document);
  }
}
