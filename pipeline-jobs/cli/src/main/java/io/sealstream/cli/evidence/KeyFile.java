package io.sealstream.cli.evidence;

import io.sealstream.cli.options.InputFile;
import io.sealstream.evidence.keys.KeyEntry;
import io.sealstream.evidence.keys.KeyRing;
import io.sealstream.evidence.keys.KeyRingFile;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.NoteSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A private key file and the name it signs under, or a ring of keys. */
final class KeyFile {
  private static final String WHAT =
      "a private key file, as 'sealstream keys generate' makes it, or a key ring";

  @Parameters(
      paramLabel = "KEYFILE",
      arity = "0..1",
      description = "PKCS#8 PEM, PKCS#12 (.p12, .pfx), or a key ring (.json).")
  private @Nullable Path file;

  @Option(
      names = "--name",
      description =
          "Key name and log origin, such as audit.example.com/log. A key ring has its own.")
  private @Nullable String name;

  @Option(
      names = "--password",
      interactive = true,
      arity = "0..1",
      description = "Of a PKCS#12 file; asked for when no value follows.")
  private char @Nullable [] password;

  @Override
  public String toString() {
    return String.valueOf(file);
  }

  boolean isGiven() {
    return file != null;
  }

  boolean isRing() {
    return file != null && lower(file).endsWith(".json");
  }

  KeyRing ring() throws IOException {
    return KeyRingFile.read(required());
  }

  /** The key, or those of the ring that are in use. */
  List<NoteKey> inUse() throws IOException {
    if (!isRing()) {
      return List.of(key());
    }
    List<NoteKey> keys = new ArrayList<>();
    for (KeyEntry entry : ring().inUse()) {
      keys.add(open(entry));
    }
    return keys;
  }

  /** Every key of the ring that can be opened here, by its id; the others with the reason why. */
  Map<KeyEntry, Object> all() throws IOException {
    Map<KeyEntry, Object> keys = new LinkedHashMap<>();
    for (KeyEntry entry : ring().keys()) {
      try {
        keys.put(entry, open(entry));
      } catch (IOException e) {
        keys.put(entry, e);
      }
    }
    return keys;
  }

  private NoteKey open(KeyEntry entry) throws IOException {
    return entry.place().open(ring().name(), required().resolveSibling(".")).key();
  }

  private NoteKey key() throws IOException {
    Path key = required();
    if (name == null) {
      throw new IOException(key + ": give the name it signs under with --name, the log's origin");
    }
    boolean pkcs12 = lower(key).endsWith(".p12") || lower(key).endsWith(".pfx");
    NoteSigner signer =
        pkcs12
            ? NoteSigner.fromPkcs12(name, key, password == null ? new char[0] : password)
            : NoteSigner.fromPem(name, key);
    return signer.key();
  }

  private Path required() throws IOException {
    if (file == null) {
      throw new IOException("name " + WHAT);
    }
    return InputFile.require(file, WHAT).toAbsolutePath();
  }

  private static String lower(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }
}
