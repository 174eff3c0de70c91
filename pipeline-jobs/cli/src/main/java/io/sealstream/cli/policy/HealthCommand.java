package io.sealstream.cli.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.cli.options.Answer;
import io.sealstream.policy.BacktestTime;
import io.sealstream.policy.PolicyCompiler;
import io.sealstream.policy.PolicyHealth;
import io.sealstream.policy.PolicyHealthReport;
import io.sealstream.policy.PolicyHealthReport.ExceptionEnd;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code sealstream policy health}: which policies do nothing in history, and what happens in it
 * that no policy covers. Exit 0, whatever it reports; 1 where policies do not compile or the
 * archive does not verify; 2 where something cannot be read.
 */
@Command(
    name = "health",
    mixinStandardHelpOptions = true,
    description = {
      "Reports policies that never fired or are always suppressed, exceptions that expired or end"
          + " within 30 days, policies that tell nobody, and actions that no policy covers.",
      "Exit code 0: reported. 1: policies do not compile, or the archive does not verify. 2: wrong"
          + " usage, or something cannot be read."
    })
final class HealthCommand implements Callable<Integer> {
  private static final BacktestTime TIME =
      new BacktestTime(Duration.ofMinutes(10), Duration.ofMinutes(10));

  @Mixin private final Answer answer = new Answer();
  @Mixin private final PoliciesOption policies = new PoliciesOption();
  @Mixin private final HistoryOptions options = new HistoryOptions();
  @Mixin private final HistorySpan span = new HistorySpan();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "When exceptions are judged, like 2026-01-31T00:00:00Z. Default: now.")
  private @Nullable Instant at;

  @Override
  public Integer call() throws IOException {
    span.check();
    Instant time = at == null ? Clock.systemUTC().instant() : at;
    History history = options.history();
    return policies.together(
        answer.progress(),
        sources -> {
          try (var health = new PolicyHealth(PolicyCompiler.compile(sources), TIME)) {
            HistorySpan.Feed feed = span.feed(health::add);
            History.Reading read = history.read(feed, answer.err()::println);
            feed.end();
            answer.err().println(read.words(read.events() - feed.outside(), feed.outside()));
            PolicyHealthReport report = health.report(time);
            answer.print(() -> words(report), () -> json(report));
          }
          return 0;
        });
  }

  private static String words(PolicyHealthReport report) {
    var lines = new ArrayList<String>();
    report.neverFired().forEach(id -> lines.add("never fired: " + id));
    report.alwaysSuppressed().forEach(id -> lines.add("always suppressed: " + id));
    report.shadowOnly().forEach(id -> lines.add("shadow only: " + id));
    report.disabled().forEach(id -> lines.add("disabled: " + id));
    report.expired().forEach(each -> lines.add("expired exception: " + words(each)));
    report.expiring().forEach(each -> lines.add("exception ends soon: " + words(each)));
    report
        .uncovered()
        .forEach(
            each ->
                lines.add(
                    "no policy covers: %s %s, %d events"
                        .formatted(each.logSource(), each.action(), each.events())));
    return lines.isEmpty() ? "nothing to report" : String.join(System.lineSeparator(), lines);
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
}
