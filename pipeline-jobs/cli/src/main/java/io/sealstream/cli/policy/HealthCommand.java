package io.sealstream.cli.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.cli.options.Commands;
import io.sealstream.policy.BacktestTime;
import io.sealstream.policy.PolicyCompiler;
import io.sealstream.policy.PolicyFiles;
import io.sealstream.policy.PolicyFindings;
import io.sealstream.policy.PolicyHealth;
import io.sealstream.policy.PolicyHealthReport;
import io.sealstream.policy.PolicyHealthReport.ExceptionEnd;
import io.sealstream.policy.PolicyProblem;
import io.sealstream.schemas.ingest.IngestReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 * {@code sealstream policy health}: which policies do nothing in history, and what happens in it
 * that no policy covers. Exit 0, whatever it reports; 1 where policies do not compile; 2 where
 * something cannot be read.
 */
@Command(
    name = "health",
    mixinStandardHelpOptions = true,
    description = {
      "Reports policies that never fired or are always suppressed, exceptions that expired or end"
          + " within 30 days, policies that tell nobody, and actions that no policy covers.",
      "Exit code 0: reported. 1: policies do not compile. 2: wrong usage, or a path cannot be read."
    })
final class HealthCommand implements Callable<Integer> {
  private static final BacktestTime TIME =
      new BacktestTime(Duration.ofMinutes(10), Duration.ofMinutes(10));
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
      names = "--at",
      paramLabel = "TIME",
      description = "When exceptions are judged, like 2026-01-31T00:00:00Z. Default: now.")
  private @Nullable String at;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Instant time = time();
    History.Input input = history.input();
    PolicyFiles files = PolicyFiles.read(policies);
    PolicyFindings findings = PolicyCompiler.examine(files.sources());
    List<PolicyProblem> problems =
        Stream.concat(files.problems().stream(), findings.errors().stream()).sorted().toList();
    if (!problems.isEmpty()) {
      problems.forEach(out()::println);
      out().flush();
      return FINDING;
    }
    try (var health = new PolicyHealth(PolicyCompiler.compile(files.sources()), TIME)) {
      IngestReport read = input.feed(health::add, err());
      if (!read.unreadable().isEmpty()) {
        read.unreadable()
            .forEach(bad -> err().println(bad.source() + ": cannot be read: " + bad.why()));
        return UNREADABLE;
      }
      err().println(read.rejected() + " records are no events");
      print(health.report(time));
    }
    return 0;
  }

  private Instant time() {
    if (at == null) {
      return Clock.systemUTC().instant();
    }
    try {
      return Instant.parse(at);
    } catch (DateTimeException e) {
      throw new ParameterException(
          Commands.required(spec).commandLine(),
          "--at is no time: " + at + "; say it like 2026-01-31T00:00:00Z",
          e);
    }
  }

  private void print(PolicyHealthReport report) {
    if (json) {
      out().println(json(report));
    } else {
      report.neverFired().forEach(id -> out().println("never fired: " + id));
      report.alwaysSuppressed().forEach(id -> out().println("always suppressed: " + id));
      report.shadowOnly().forEach(id -> out().println("shadow only: " + id));
      report.disabled().forEach(id -> out().println("disabled: " + id));
      report.expired().forEach(each -> out().println("expired exception: " + words(each)));
      report.expiring().forEach(each -> out().println("exception ends soon: " + words(each)));
      report
          .uncovered()
          .forEach(
              each ->
                  out()
                      .println(
                          "no policy covers: %s %s, %d events"
                              .formatted(each.logSource(), each.action(), each.events())));
    }
    out().flush();
  }

  private static String words(ExceptionEnd end) {
    return "%s of %s, %s".formatted(end.exception(), end.policy(), end.expires());
  }

  private static String json(PolicyHealthReport report) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    report.neverFired().forEach(json.putArray("neverFired")::add);
    report.alwaysSuppressed().forEach(json.putArray("alwaysSuppressed")::add);
    report.shadowOnly().forEach(json.putArray("shadowOnly")::add);
    report.disabled().forEach(json.putArray("disabled")::add);
    put(report.expired(), json.putArray("expiredExceptions"));
    put(report.expiring(), json.putArray("exceptionsEndingSoon"));
    ArrayNode uncovered = json.putArray("uncovered");
    report
        .uncovered()
        .forEach(
            each ->
                uncovered
                    .addObject()
                    .put("logSource", each.logSource())
                    .put("action", each.action())
                    .put("events", each.events()));
    return json.toString();
  }

  private static void put(List<ExceptionEnd> ends, ArrayNode array) {
    for (ExceptionEnd end : ends) {
      array
          .addObject()
          .put("policy", end.policy())
          .put("exception", end.exception())
          .put("expires", end.expires().toString());
    }
  }

  private PrintWriter out() {
    return Commands.required(spec).commandLine().getOut();
  }

  private PrintWriter err() {
    return Commands.required(spec).commandLine().getErr();
  }
}
