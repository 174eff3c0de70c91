package io.sealstream.cli.evidence;

import io.sealstream.cli.options.Answer;
import io.sealstream.cli.options.InputFile;
import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.Level;
import io.sealstream.evidence.verify.VerificationReport;
import io.sealstream.evidence.verify.VerifyOptions;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
    description = "Verifies an archive with the public keys of a trust file, offline.")
public final class VerifyCommand implements Callable<Integer> {
  @Mixin private final Answer answer = new Answer();
  @Mixin private final ArchiveArgument archive = new ArchiveArgument();
  @Mixin private final TrustArgument trust = new TrustArgument();

  @Option(
      names = "--level",
      defaultValue = "L4",
      description = "L1 notes, L2 seals, L3 coverage, L4 objects. Default: ${DEFAULT-VALUE}.")
  private Level level = Level.L4;

  @Option(
      names = "--known",
      paramLabel = "CHECKPOINT",
      description = "A signed note kept from earlier. Repeatable.")
  private List<Path> known = List.of();

  @Override
  public Integer call() throws IOException {
    return EvidenceCommand.run(
        answer.command(),
        archive,
        out -> {
          VerificationReport report = verify();
          answer.print(() -> String.join("\n", report.lines()), report::json);
          return report.ok() ? EvidenceCommand.FINE : EvidenceCommand.FINDING;
        });
  }

  private VerificationReport verify() throws IOException {
    List<Bytes> notes = new ArrayList<>();
    for (Path file : known) {
      InputFile.require(file, "a signed note of the archive");
      notes.add(Bytes.wrap(Files.readAllBytes(file)));
    }
    try (EvidenceStore store = archive.open()) {
      return EvidenceVerifier.verify(
          store, trust.read(), new VerifyOptions(level, notes, BatchLimits.DEFAULT));
    }
  }
}
