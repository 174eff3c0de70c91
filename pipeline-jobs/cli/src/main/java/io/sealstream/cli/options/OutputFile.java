package io.sealstream.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command is about to write. */
public final class OutputFile {
  private OutputFile() {}

  /**
   * Makes the folders above it, so that the file can be written.
   *
   * @throws IOException saying why it cannot be written there
   */
  public static void prepare(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("cannot write " + file + ": it is a folder; name a file");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IOException(
          "cannot write %s: the folder %s cannot be made; choose another place"
              .formatted(file, folder),
          e);
    }
  }
}
