package io.sealstream.cli.evidence;

import io.sealstream.cli.options.Commands;
import io.sealstream.cli.options.OutputFile;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.verify.EventProof;
import io.sealstream.evidence.verify.EventProofJson;
import io.sealstream.evidence.verify.EventProver;
import io.sealstream.evidence.verify.NotAtPlaceException;
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
    description = {
      "Writes a proof of one event. The proof holds that event's value in the clear.",
      "Without --at, --from or --to it reads the archive until it finds the event."
    })
public final class ProveCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private final ArchiveArgument archive = new ArchiveArgument();
  @Mixin private final WhereOptions where = new WhereOptions();

  @Parameters(index = "1", paramLabel = "EVENT_ID", description = "Its id; of a policy ID@VERSION.")
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
    where.check();
    return EvidenceCommand.run(
        command,
        archive,
        out -> {
          OutputFile.prepare(file);
          Optional<EventProof> proof;
          try {
            proof = prove();
          } catch (NotAtPlaceException e) {
            return notThere(command, String.valueOf(e.getMessage()));
          }
          if (proof.isEmpty()) {
            return notThere(
                command,
                "no sealed event%s has the id %s: is the id right, and its epoch published?"
                    .formatted(where.limits(), eventId));
          }
          Files.writeString(file, EventProofJson.write(proof.get()));
          out.println("proof of " + eventId + " in " + file);
          return EvidenceCommand.FINE;
        });
  }

  private int notThere(CommandSpec command, String why) {
    command.commandLine().getErr().println(archive + ": " + why);
    return EvidenceCommand.FINDING;
  }

  private Optional<EventProof> prove() throws IOException {
    try (EvidenceStore store = archive.open()) {
      return where.prove(new EventProver(store), eventId);
    }
  }
}
