package io.sealstream.cli.evidence;

import io.sealstream.cli.options.Answer;
import io.sealstream.cli.options.InputFile;
import io.sealstream.cli.options.TimeSpan;
import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.JsonReport;
import io.sealstream.evidence.verify.Level;
import io.sealstream.evidence.verify.VerificationReport;
import io.sealstream.evidence.verify.VerifyOptions;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * {@code sealstream verify}: one line {@code CODE where: why} per problem, then what is covered.
 * Exit 0 only if everything asked for holds, 1 on a problem, 2 when the archive cannot be read.
 */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Verifies an archive with the public keys of a trust file; offline but for L6.")
public final class VerifyCommand implements Callable<Integer> {
  @Mixin private final Answer answer = new Answer();
  @Mixin private final ArchiveArgument archive = new ArchiveArgument();
  @Mixin private final TrustArgument trust = new TrustArgument();

  @Option(
      names = "--level",
      defaultValue = "L4",
      description = {
        "L1 notes, L2 seals, L3 coverage, L4 objects, L6 versions and locks in the store.",
        "L5, running decisions again, is not there yet. Default: ${DEFAULT-VALUE}."
      })
  private Level level = Level.L4;

  @Option(
      names = "--known",
      paramLabel = "CHECKPOINT",
      description = "A signed note kept from earlier. Repeatable.")
  private List<Path> known = List.of();

  @Option(
      names = "--max-age",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = {
        "STALE_HEAD if the last epoch under the newest note closed longer ago: 10m, 2h, 1d.",
        "Without it a verifier cannot tell an archive whose end was cut off from a shorter one."
      })
  private @Nullable Duration maxAge;

  @Override
  public Integer call() throws IOException {
    return EvidenceCommand.run(
        answer.command(), archive, out -> answer.isJson() ? object(out) : words(out));
  }

  private int words(PrintWriter out) throws IOException {
    VerifyOptions options = options();
    try (EvidenceStore store = archive.open()) {
      VerificationReport report = EvidenceVerifier.verify(store, trust.read(), options);
      report.lines().forEach(out::println);
      return exit(report);
    }
  }

  /** Whatever happens once the object is begun, it is ended. */
  private int object(PrintWriter out) throws IOException {
    VerifyOptions options = options();
    try (EvidenceStore store = archive.open()) {
      TrustFile trusted = trust.read();
      var json = new JsonReport(out, level, trusted.origin());
      try {
        VerificationReport report = EvidenceVerifier.verify(store, trusted, options, json);
        json.finish(report);
        return exit(report);
      } catch (IOException | RuntimeException e) {
        json.fail(String.valueOf(e.getMessage()));
        throw e;
      } finally {
        out.println();
      }
    }
  }

  private static int exit(VerificationReport report) {
    return report.ok() ? EvidenceCommand.FINE : EvidenceCommand.FINDING;
  }

  private VerifyOptions options() throws IOException {
    List<Bytes> notes = new ArrayList<>();
    for (Path file : known) {
      InputFile.require(file, "a signed note of the archive");
      notes.add(Bytes.wrap(Files.readAllBytes(file)));
    }
    Instant since = maxAge == null ? Instant.MIN : Clock.systemUTC().instant().minus(maxAge);
    return new VerifyOptions(level, notes, BatchLimits.DEFAULT, since);
  }
}
