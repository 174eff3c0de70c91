package io.sealstream.cli.evidence;

import io.sealstream.cli.options.InputFile;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.NoteSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A private key file, and the name it signs under. */
final class KeyFile {
  @Parameters(paramLabel = "KEYFILE", description = "PKCS#8 PEM, or PKCS#12 (.p12, .pfx).")
  private Path file = Path.of("");

  @Option(
      names = "--name",
      required = true,
      description = "Key name and log origin, such as audit.example.com/log.")
  private String name = "";

  @Option(
      names = "--password",
      interactive = true,
      arity = "0..1",
      description = "Of a PKCS#12 file; asked for when no value follows.")
  private char @Nullable [] password;

  @Override
  public String toString() {
    return file.toString();
  }

  NoteKey key() throws IOException {
    InputFile.require(file, "a private key file, as 'sealstream keys generate' makes it");
    String lower = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    boolean pkcs12 = lower.endsWith(".p12") || lower.endsWith(".pfx");
    NoteSigner signer =
        pkcs12
            ? NoteSigner.fromPkcs12(name, file, password == null ? new char[0] : password)
            : NoteSigner.fromPem(name, file);
    return signer.key();
  }
}
