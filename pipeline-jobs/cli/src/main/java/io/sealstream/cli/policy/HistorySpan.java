package io.sealstream.cli.policy;

import io.sealstream.cli.options.Commands;
import io.sealstream.schemas.v1.AuditEvent;
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
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "T",
      description = "Judges events before that time only, by their own time: an ISO instant.")
  private @Nullable Instant to;

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
  void check() {
    if (!order.equals("time") && !order.equals("file")) {
      throw wrongUsage("no order %s; there are file, time".formatted(order));
    }
    if (!first().isBefore(end())) {
      throw wrongUsage("--from %s is not before --to %s".formatted(first(), end()));
    }
  }

  /** Before a history is read into it. */
  Feed feed(Consumer<AuditEvent> receiver) {
    return new Feed(receiver, first(), end());
  }

  private Instant first() {
    return from == null ? Instant.MIN : from;
  }

  private Instant end() {
    return to == null ? Instant.MAX : to;
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(Commands.required(command).commandLine(), message);
  }
}
