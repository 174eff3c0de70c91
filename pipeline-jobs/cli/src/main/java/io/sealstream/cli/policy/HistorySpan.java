package io.sealstream.cli.policy;

import io.sealstream.cli.options.Commands;
import io.sealstream.schemas.v1.AuditEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which events of a history are judged, and in which order. */
final class HistorySpan {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--from",
      paramLabel = "T",
      description = "Judges events of that time or later only, by their own time: an ISO instant.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "T",
      description = "Judges events before that time only, by their own time: an ISO instant.")
  private @Nullable String to;

  @Option(
      names = "--order",
      defaultValue = "time",
      description = {
        "time: sorted by event time, in memory; none is late.",
        "file: as they stand; what the job would drop as too late is dropped and counted.",
        "Default: ${DEFAULT-VALUE}."
      })
  private String order = "";

  /** Hands over the events of the span in order; the rest is counted only. */
  final class Feed implements Consumer<AuditEvent> {
    private final Consumer<AuditEvent> receiver;
    private final Instant first;
    private final Instant end;
    private final ArrayList<AuditEvent> waiting = new ArrayList<>();
    private long outside;

    private Feed(Consumer<AuditEvent> receiver, Instant first, Instant end) {
      this.receiver = receiver;
      this.first = first;
      this.end = end;
    }

    @Override
    public void accept(AuditEvent event) {
      Instant time = event.getTime();
      if (time.isBefore(first) || !time.isBefore(end)) {
        outside++;
      } else if (order.equals("time")) {
        waiting.add(event);
      } else {
        receiver.accept(event);
      }
    }

    /** There is no more: hands over what waited to be sorted. */
    void end() {
      waiting.sort(Comparator.comparing(AuditEvent::getTime).thenComparing(AuditEvent::getId));
      waiting.forEach(receiver);
      waiting.clear();
    }

    /** How many were outside of the span. */
    long outside() {
      return outside;
    }
  }

  /**
   * Checks the options.
   *
   * @throws ParameterException where they make no sense
   */
  Feed feed(Consumer<AuditEvent> receiver) {
    if (!order.equals("time") && !order.equals("file")) {
      throw wrongUsage("no order %s; there are file, time".formatted(order));
    }
    Instant first = instant("--from", from, Instant.MIN);
    Instant end = instant("--to", to, Instant.MAX);
    if (!first.isBefore(end)) {
      throw wrongUsage("--from %s is not before --to %s".formatted(first, end));
    }
    return new Feed(receiver, first, end);
  }

  private Instant instant(String option, @Nullable String text, Instant otherwise) {
    try {
      return text == null ? otherwise : Instant.parse(text);
    } catch (DateTimeException e) {
      throw wrongUsage("%s %s is no instant: say 2026-01-01T00:00:00Z".formatted(option, text));
    }
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(Commands.required(command).commandLine(), message);
  }
}
