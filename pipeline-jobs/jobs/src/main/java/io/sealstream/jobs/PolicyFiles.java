package io.sealstream.jobs;

import io.sealstream.policy.PolicySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads policies from disk, in a stable order. */
final class PolicyFiles {

  private PolicyFiles() {}

  /**
   * Every file named, and every {@code *.yml} or {@code *.yaml} below every folder named. A
   * policy's name is its path below the folder.
   */
  static List<PolicySource> read(List<String> paths) throws IOException {
    var sources = new ArrayList<PolicySource>();
    for (String path : paths) {
      Path root = Path.of(path);
      if (!Files.exists(root)) {
        throw new NoSuchFileException(
            "policy path " + path + " is no file and no folder where the job is submitted");
      }
      if (Files.isDirectory(root)) {
        readFolder(root, sources);
      } else {
        sources.add(new PolicySource(root.getFileName().toString(), Files.readString(root)));
      }
    }
    return sources;
  }

  private static void readFolder(Path root, List<PolicySource> sources) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.filter(PolicyFiles::isPolicy).sorted()::iterator) {
        String name = root.relativize(file).toString().replace('\\', '/');
        sources.add(new PolicySource(name, Files.readString(file)));
      }
    }
  }

  private static boolean isPolicy(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && (name.endsWith(".yml") || name.endsWith(".yaml"));
  }
}
