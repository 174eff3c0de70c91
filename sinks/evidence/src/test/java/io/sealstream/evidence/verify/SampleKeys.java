package io.sealstream.evidence.verify;

import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Signing keys that anybody can make again, and that are therefore worth nothing. */
public final class SampleKeys {
  /** What PKCS#8 puts before the 32 bytes of an Ed25519 seed. */
  private static final String PKCS8_PREFIX = "302e020100300506032b657004220420";

  private SampleKeys() {}

  /** Always the same key for a phrase. */
  public static NoteSigner of(String name, String phrase) {
    Bytes seed = TreeHash.of(Bytes.utf8("sealstream sample key: " + phrase));
    byte[] der = Bytes.fromHex(PKCS8_PREFIX + seed.toHex()).unsafeArray();
    String body = Base64.getEncoder().encodeToString(der);
    try {
      Path file = Files.createTempFile("sample-key", ".pem");
      try {
        Files.writeString(
            file, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
        return NoteSigner.fromPem(name, file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
