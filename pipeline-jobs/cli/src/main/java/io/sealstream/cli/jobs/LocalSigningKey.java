package io.sealstream.cli.jobs;

import io.sealstream.evidence.note.KeyPairSigner;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.TrustFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A signing key for development, made once for each local stack, with the trust file that verifies
 * what it signed.
 *
 * @param file the private key
 * @param trust the trust file
 */
public record LocalSigningKey(Path file, Path trust) {
  /** Name of the local stack's seal log. */
  public static final String ORIGIN = "local.sealstream/evidence";

  /** The key in a work folder; made if there is none yet. */
  public static LocalSigningKey in(Path work) throws IOException {
    Path folder = Files.createDirectories(work.resolve("keys"));
    LocalSigningKey key =
        new LocalSigningKey(folder.resolve("evidence.pem"), folder.resolve("trust.json"));
    if (!Files.exists(key.file())) {
      KeyPairSigner signer = NoteSigner.generate(ORIGIN);
      signer.writePem(key.file());
      Files.writeString(key.trust(), TrustFile.of(signer.key()).toJson());
    }
    return key;
  }
}
