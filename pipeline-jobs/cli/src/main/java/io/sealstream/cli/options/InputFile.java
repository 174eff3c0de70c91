package io.sealstream.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that a command is about to read. */
public final class InputFile {
  private InputFile() {}

  /**
   * Refuses what cannot be read as a file, in the operator's words.
   *
   * @param what what the file is expected to be
   * @throws IOException when there is no such file, or it is a folder
   */
  public static Path require(Path file, String what) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("%s is a folder; name %s".formatted(file, what));
    }
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return file;
  }
}
