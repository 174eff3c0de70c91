package io.sealstream.cli;

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
record LocalSigningKey(Path file, Path trust) {
  static final String ORIGIN = "local.sealstream/evidence";

  static LocalSigningKey in(Path work) throws IOException {
    Path folder = Files.createDirectories(work.resolve("keys"));
    LocalSigningKey key =
        new LocalSigningKey(folder.resolve("evidence.pem"), folder.resolve("trust.json"));
    if (!Files.exists(key.file())) {
      NoteSigner signer = NoteSigner.generate(ORIGIN);
      signer.writePem(key.file());
      Files.writeString(key.trust(), TrustFile.of(signer.key()).toJson());
    }
    return key;
  }
}
