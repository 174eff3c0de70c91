package io.sealstream.cli.evidence;

import io.sealstream.cli.options.Commands;
import io.sealstream.evidence.verify.EventProof;
import io.sealstream.evidence.verify.EventProver;
import io.sealstream.evidence.verify.RecordPlace;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Where in an archive an event is looked for; without any of it, everywhere. */
final class WhereOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--at",
      paramLabel = "TOPIC-PARTITION@OFFSET",
      converter = PlaceText.class,
      description = {
        "Where the event lay in Kafka, such as audit.events-0@17.",
        "Then only the seal that covers it is looked for, and few objects are read."
      })
  private @Nullable RecordPlace at;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "First event time, such as 2026-11-01T00:00:00Z: older objects are not read.")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "Last event time.")
  private @Nullable Instant to;

  /** Reads {@code topic-partition@offset}. */
  static final class PlaceText implements ITypeConverter<RecordPlace> {
    @Override
    public RecordPlace convert(String text) {
      try {
        return RecordPlace.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * Checks the options.
   *
   * @throws ParameterException where they make no sense together
   */
  void check() {
    if (at != null && isSpan()) {
      throw wrongUsage("--at names the one place: leave --from and --to out");
    }
    if (first().isAfter(last())) {
      throw wrongUsage("--from %s is after --to %s".formatted(first(), last()));
    }
  }

  /**
   * Proves the event; empty when it is not in the archive or the span of time.
   *
   * @throws io.sealstream.evidence.verify.NotAtPlaceException when it is not at the place
   */
  Optional<EventProof> prove(EventProver prover, String eventId) throws IOException {
    if (at != null) {
      return Optional.of(prover.prove(eventId, at));
    }
    return isSpan() ? prover.prove(eventId, first(), last()) : prover.prove(eventId);
  }

  /** What the search was limited to, for a message. */
  String limits() {
    return isSpan() ? " of a time from %s to %s".formatted(first(), last()) : "";
  }

  private boolean isSpan() {
    return from != null || to != null;
  }

  private Instant first() {
    return from == null ? Instant.MIN : from;
  }

  private Instant last() {
    return to == null ? Instant.MAX : to;
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(Commands.required(command).commandLine(), message);
  }
}
