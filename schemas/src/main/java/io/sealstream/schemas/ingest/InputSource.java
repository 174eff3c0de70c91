package io.sealstream.schemas.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something that records are read from.
 *
 * @param name as it appears in reports
 */
public record InputSource(String name, Opener opener) {

  /** Opens the bytes; called once. */
  public interface Opener {
    InputStream open() throws IOException;
  }

  /**
   * Finds the inputs behind the words of a command line: a file, a folder (all its files at any
   * depth, in the order of their paths), or {@code -} for standard input.
   *
   * @throws IOException naming the path that is not there, holds no file or cannot be listed
   */
  public static List<InputSource> find(List<String> paths, InputStream stdin) throws IOException {
    List<InputSource> found = new ArrayList<>();
    for (String path : paths) {
      if (path.equals("-")) {
        found.add(new InputSource("-", () -> stdin));
      } else {
        found.addAll(files(Path.of(path)));
      }
    }
    return List.copyOf(found);
  }

  private static List<InputSource> files(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    try (Stream<Path> walk = Files.walk(path)) {
      List<InputSource> files =
          walk.filter(Files::isRegularFile)
              .sorted()
              .map(file -> new InputSource(file.toString(), () -> Files.newInputStream(file)))
              .toList();
      if (files.isEmpty()) {
        throw new IOException(path + ", which is a folder without a file");
      }
      return files;
    }
  }
}
