package io.sealstream.cli.evidence;

import io.sealstream.cli.options.Commands;
import io.sealstream.cli.options.OutputFile;
import io.sealstream.evidence.note.KeyPairSigner;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.note.TrustedKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealstream keys}: signing keys and the trust file. Private keys are never printed. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Makes and shows signing keys, and writes trust files.")
public final class KeysCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(command().commandLine(), "say generate, show or trust");
  }

  private CommandSpec command() {
    return Commands.required(spec);
  }

  @Command(
      name = "generate",
      mixinStandardHelpOptions = true,
      description = "Makes an Ed25519 key as a PKCS#8 PEM file, readable by its owner only.")
  int generate(
      @Option(
              names = "--name",
              required = true,
              paramLabel = "NAME",
              description = "Key name and log origin, such as audit.example.com/log.")
          String name,
      @Parameters(
              paramLabel = "KEYFILE",
              description = "File to make; must not exist. Missing folders above it are made.")
          Path file)
      throws IOException {
    return EvidenceCommand.run(
        command(),
        file,
        out -> {
          OutputFile.prepare(file);
          KeyPairSigner signer = NoteSigner.generate(name);
          signer.writePem(file);
          show(signer.key(), out);
          return EvidenceCommand.FINE;
        });
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Prints the public half of a key.")
  int show(@Mixin KeyFile file) throws IOException {
    return EvidenceCommand.run(
        command(),
        file,
        out -> {
          show(file.key(), out);
          return EvidenceCommand.FINE;
        });
  }

  @Command(
      name = "trust",
      mixinStandardHelpOptions = true,
      description = "Writes a trust file with this key, or adds the key to an existing one.")
  int trust(
      @Mixin KeyFile file,
      @Option(
              names = {"-o", "--out"},
              required = true,
              paramLabel = "FILE",
              description = "The trust file.")
          Path out,
      @Option(
              names = "--from-size",
              paramLabel = "SIZE",
              defaultValue = "1",
              description = "Smallest tree size that the key may sign. Default: 1.")
          long fromSize)
      throws IOException {
    return EvidenceCommand.run(
        command(),
        file,
        printer -> {
          OutputFile.prepare(out);
          TrustFile trust = with(out, file.key(), fromSize);
          Files.writeString(out, trust.toJson());
          printer.println(trust.keys().size() + " keys of " + trust.origin() + " in " + out);
          return EvidenceCommand.FINE;
        });
  }

  private static TrustFile with(Path file, NoteKey key, long fromSize) throws IOException {
    TrustedKey added = new TrustedKey(key, fromSize, Long.MAX_VALUE);
    if (!Files.exists(file)) {
      TrustFile fresh = TrustFile.of(key);
      return new TrustFile(fresh.origin(), List.of(added), 1, fresh.gapFreeTopics());
    }
    TrustFile there = TrustArgument.read(file);
    List<TrustedKey> keys = new ArrayList<>(there.keys());
    keys.removeIf(trusted -> trusted.key().equals(key));
    keys.add(added);
    return new TrustFile(there.origin(), keys, there.requiredSignatures(), there.gapFreeTopics());
  }

  private static void show(NoteKey key, PrintWriter out) {
    out.println("name        " + key.name());
    out.println("key id      " + key.id().toHex());
    out.println("public key  " + key.base64());
    out.println("-----BEGIN PUBLIC KEY-----");
    out.println(Base64.getEncoder().encodeToString(key.spki().unsafeArray()));
    out.println("-----END PUBLIC KEY-----");
  }
}
