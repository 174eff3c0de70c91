package io.sealstream.cli.evidence;

import io.sealstream.cli.options.Commands;
import io.sealstream.cli.options.InputFile;
import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.Entry;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.verify.EventProof;
import io.sealstream.evidence.verify.EventProofJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code sealstream verify-proof}: checks a one-event proof, with no archive. Exit 1 when the file
 * is no proof or does not hold, 2 when a file cannot be read.
 */
@Command(
    name = "verify-proof",
    mixinStandardHelpOptions = true,
    description = "Checks a proof of one event with the public keys of a trust file.")
public final class VerifyProofCommand implements Callable<Integer> {
  private static final String WRITTEN_BY = "a proof, as 'sealstream prove' writes it";

  /** What a proof of another archive shows itself by. */
  private static final Set<VerdictCode> OTHER_ARCHIVE =
      Set.of(VerdictCode.ORIGIN, VerdictCode.UNTRUSTED_KEY, VerdictCode.QUORUM);

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final TrustArgument trust = new TrustArgument();

  @Parameters(paramLabel = "FILE", description = "The proof, as 'sealstream prove' writes it.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    return EvidenceCommand.run(
        Commands.required(spec),
        file,
        out -> {
          TrustFile trusted = trust.read();
          print(holding(proof(), trusted), out);
          return EvidenceCommand.FINE;
        });
  }

  private EventProof proof() throws IOException {
    InputFile.require(file, WRITTEN_BY);
    try {
      return EventProofJson.read(Files.readString(file));
    } catch (EvidenceFormatException e) {
      throw new EvidenceFormatException(e.code(), e.getMessage() + "; name " + WRITTEN_BY);
    } catch (CharacterCodingException e) {
      throw new EvidenceFormatException(
          VerdictCode.MALFORMED, "not UTF-8 text; name " + WRITTEN_BY);
    }
  }

  private EventProof.Proven holding(EventProof proof, TrustFile trusted) {
    try {
      return proof.verify(trusted);
    } catch (EvidenceFormatException e) {
      if (!OTHER_ARCHIVE.contains(e.code())) {
        throw e;
      }
      throw new EvidenceFormatException(
          e.code(),
          "%s; %s trusts %s: is the proof of another archive, or the trust file another log's?"
              .formatted(e.getMessage(), trust.file(), trusted.origin()));
    }
  }

  private static void print(EventProof.Proven proven, PrintWriter out) {
    Entry entry = proven.entry();
    out.println(
        "PROVEN event %s of tenant %s, event time %s"
            .formatted(
                entry.eventId(),
                entry.batch().tenant(),
                Instant.ofEpochMilli(entry.eventTimeMillis())));
    out.println(
        "  %s offset %d, epoch %d closed %s"
            .formatted(
                entry.batch().topicPartition(),
                entry.offset(),
                proven.seal().epoch(),
                Instant.ofEpochMilli(proven.seal().closedAtMillis())));
    out.println(
        "  in %s of %d seals".formatted(proven.checkpoint().origin(), proven.checkpoint().size()));
  }
}
