package io.sealstream.evidence.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Makes key stores with the JDK's own keytool. */
final class TestKeys {
  private TestKeys() {}

  /** A PKCS#12 file with one P-256 key. */
  static void pkcs12(Path file, String password) throws IOException, InterruptedException {
    run(
        keytool(),
        "-genkeypair",
        "-storetype",
        "PKCS12",
        "-keystore",
        file.toString(),
        "-storepass",
        password,
        "-alias",
        "evidence",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=test");
  }

  static String keytool() {
    return Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
  }

  /** Gives what it printed. */
  static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(Arrays.toString(command) + ": " + output);
    }
    return output;
  }
}
