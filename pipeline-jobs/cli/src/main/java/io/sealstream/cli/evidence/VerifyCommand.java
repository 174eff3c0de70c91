package io.sealstream.cli.evidence;

import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.evidence.note.TrustFile;
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
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code sealstream verify}: one line {@code CODE where: why} per problem, then what is covered.
 * Exit 0 only if everything asked for holds, 1 on a problem, 2 when the archive cannot be read.
 */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Verifies an archive with the public keys of a trust file, offline.")
public final class VerifyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ArchiveArgument archive = new ArchiveArgument();

  @Option(names = "--trust", required = true, description = "The trust file.")
  private Path trust = Path.of("");

  @Option(
      names = "--level",
      defaultValue = "L4",
      description = "L1 notes, L2 seals, L3 coverage, L4 objects. Default: L4.")
  private Level level = Level.L4;

  @Option(
      names = "--known",
      paramLabel = "CHECKPOINT",
      description = "A signed note kept from earlier. Repeatable.")
  private List<Path> known = List.of();

  @Option(names = "--json", description = "Prints one JSON object and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    return EvidenceCommand.run(
        Objects.requireNonNull(spec, "run through picocli"),
        out -> {
          VerificationReport report = verify();
          if (json) {
            out.println(report.json());
          } else {
            report.lines().forEach(out::println);
          }
          return report.ok() ? EvidenceCommand.FINE : EvidenceCommand.FINDING;
        });
  }

  private VerificationReport verify() throws IOException {
    List<Bytes> notes = new ArrayList<>();
    for (Path file : known) {
      notes.add(Bytes.wrap(Files.readAllBytes(file)));
    }
    try (EvidenceStore store = archive.open()) {
      return EvidenceVerifier.verify(
          store, TrustFile.read(trust), new VerifyOptions(level, notes, BatchLimits.DEFAULT));
    }
  }
}
