package io.sealstream.cli.evidence;

import io.sealstream.cli.options.Commands;
import io.sealstream.cli.options.OutputFile;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.verify.EventProof;
import io.sealstream.evidence.verify.EventProofJson;
import io.sealstream.evidence.verify.EventProver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealstream prove}: a proof of one event that needs no archive to be checked. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    description = "Writes a proof of one event. The proof holds that event's value in the clear.")
public final class ProveCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private final ArchiveArgument archive = new ArchiveArgument();

  @Parameters(index = "1", paramLabel = "EVENT_ID", description = "The event's id.")
  private String eventId = "";

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "File to write; missing folders above it are made.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    CommandSpec command = Commands.required(spec);
    return EvidenceCommand.run(
        command,
        archive,
        out -> {
          OutputFile.prepare(file);
          Optional<EventProof> proof = prove();
          if (proof.isEmpty()) {
            command
                .commandLine()
                .getErr()
                .println(
                    "%s: no sealed event has the id %s: is the id right, and its epoch published?"
                        .formatted(archive, eventId));
            return EvidenceCommand.FINDING;
          }
          Files.writeString(file, EventProofJson.write(proof.get()));
          out.println("proof of " + eventId + " in " + file);
          return EvidenceCommand.FINE;
        });
  }

  private Optional<EventProof> prove() throws IOException {
    try (EvidenceStore store = archive.open()) {
      return new EventProver(store).prove(eventId);
    }
  }
}
