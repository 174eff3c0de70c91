package io.sealstream.cli.policy;

import io.sealstream.policy.PolicySource;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Policy files as a command's arguments name them, in a stable order. */
final class PolicyPaths {
  private PolicyPaths() {}

  /**
   * Every file named, and every {@code *.yml} or {@code *.yaml} below every folder named; each by
   * its path as the caller would write it.
   *
   * @throws IOException when a path is not there, is no text, or is a folder without a policy
   */
  static List<PolicySource> read(List<Path> paths) throws IOException {
    var sources = new ArrayList<PolicySource>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
      int before = sources.size();
      try (Stream<Path> files = Files.isDirectory(path) ? Files.walk(path) : Stream.of(path)) {
        for (Path file :
            (Iterable<Path>) files.filter(f -> f.equals(path) || isPolicy(f)).sorted()::iterator) {
          if (Files.isRegularFile(file)) {
            sources.add(source(file));
          }
        }
      }
      if (sources.size() == before) {
        throw new IOException("folder " + path + " holds no *.yml or *.yaml file");
      }
    }
    return sources;
  }

  private static PolicySource source(Path file) throws IOException {
    try {
      return new PolicySource(file.toString().replace('\\', '/'), Files.readString(file));
    } catch (MalformedInputException e) {
      throw new IOException(file + " is no UTF-8 text; save it as UTF-8", e);
    }
  }

  private static boolean isPolicy(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yml") || name.endsWith(".yaml");
  }
}
