package io.sealstream.schemas.codec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file under {@code src/test/resources/golden}; {@code -Dgolden.update=true} writes it anew. */
public final class GoldenFile {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private GoldenFile() {}

  /** What the file holds; with the update flag, what it should hold from now on. */
  public static String expected(String name, String actual) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, actual + "\n");
    }
    return Files.readString(file).strip();
  }
}
