package io.sealstream.cli.evidence;

import io.sealstream.cli.options.Commands;
import io.sealstream.cli.options.OutputFile;
import io.sealstream.evidence.keys.KeyEntry;
import io.sealstream.evidence.note.KeyPairSigner;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.NoteSigner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Base64;
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
    description = "Makes, shows and rotates signing keys, and writes trust files.",
    subcommands = {RotateCommand.class, TrustCommand.class})
public final class KeysCommand implements Runnable {
  private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(command().commandLine(), "say generate, show, rotate or trust");
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
      description = "Prints the public half of a key, or of every key in a ring.")
  int show(@Mixin KeyFile file) throws IOException {
    return EvidenceCommand.run(
        command(),
        file,
        out -> {
          if (file.isRing()) {
            file.all().forEach((entry, key) -> show(entry, key, out));
          } else {
            show(file.inUse().get(0), out);
          }
          return EvidenceCommand.FINE;
        });
  }

  private static void show(KeyEntry entry, Object key, PrintWriter out) {
    out.println(
        "%s  %s, %s"
            .formatted(entry.id(), entry.inUse() ? "in use" : "retired", entry.place().type()));
    if (key instanceof NoteKey opened) {
      show(opened, out);
    } else {
      out.println("cannot be opened here: " + key);
    }
  }

  private static void show(NoteKey key, PrintWriter out) {
    out.println("name        " + key.name());
    out.println("algorithm   " + key.algorithm().label());
    out.println("key id      " + key.id().toHex());
    out.println("public key  " + key.base64());
    out.println("-----BEGIN PUBLIC KEY-----");
    out.println(PEM.encodeToString(key.spki().unsafeArray()));
    out.println("-----END PUBLIC KEY-----");
  }
}
