package io.sealstream.evidence.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where a password or PIN is, never what it is.
 *
 * @param kind how it is kept
 * @param name a file, relative to the ring's folder, or an environment variable
 */
public record Secret(Kind kind, String name) {

  /** How a secret is kept. */
  public enum Kind {
    /** First line of a file. */
    FILE,
    /** An environment variable of the process that signs. */
    ENV
  }

  /**
   * Reads it; whoever asks wipes it after use.
   *
   * @throws IOException when there is nothing, saying where
   */
  char[] read(Path folder) throws IOException {
    if (kind == Kind.ENV) {
      String value = System.getenv(name);
      if (value == null) {
        throw new IOException("the environment variable " + name + " is not set; set it");
      }
      return value.toCharArray();
    }
    return firstLine(Files.readAllBytes(folder.resolve(name)));
  }

  private static char[] firstLine(byte[] bytes) {
    CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    Arrays.fill(bytes, (byte) 0);
    int end = 0;
    while (end < decoded.limit() && decoded.get(end) != '\n' && decoded.get(end) != '\r') {
      end++;
    }
    char[] line = Arrays.copyOf(decoded.array(), end);
    Arrays.fill(decoded.array(), '\0');
    return line;
  }
}
