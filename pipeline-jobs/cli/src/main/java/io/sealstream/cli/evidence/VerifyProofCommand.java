package io.sealstream.cli.evidence;

import io.sealstream.evidence.format.Entry;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.verify.EventProof;
import io.sealstream.evidence.verify.EventProofJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealstream verify-proof}: checks a one-event proof, with no archive. */
@Command(
    name = "verify-proof",
    mixinStandardHelpOptions = true,
    description = "Checks a proof of one event with the public keys of a trust file.")
public final class VerifyProofCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The proof.")
  private Path file = Path.of("");

  @Option(names = "--trust", required = true, description = "The trust file.")
  private Path trust = Path.of("");

  @Override
  public Integer call() throws IOException {
    return EvidenceCommand.run(
        Objects.requireNonNull(spec, "run through picocli"),
        out -> {
          EventProof proof = EventProofJson.read(Files.readString(file));
          EventProof.Proven proven = proof.verify(TrustFile.read(trust));
          Entry entry = proven.entry();
          out.println(
              "PROVEN event "
                  + entry.eventId()
                  + " of tenant "
                  + entry.batch().tenant()
                  + ", event time "
                  + Instant.ofEpochMilli(entry.eventTimeMillis()));
          out.println(
              "  "
                  + entry.batch().topicPartition()
                  + " offset "
                  + entry.offset()
                  + ", epoch "
                  + proven.seal().epoch()
                  + " closed "
                  + Instant.ofEpochMilli(proven.seal().closedAtMillis()));
          out.println(
              "  in "
                  + proven.checkpoint().origin()
                  + " of "
                  + proven.checkpoint().size()
                  + " seals");
          return EvidenceCommand.FINE;
        });
  }
}
