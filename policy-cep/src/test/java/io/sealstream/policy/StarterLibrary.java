package io.sealstream.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The policies below {@code policies}, one a file, one folder an area. */
final class StarterLibrary {
  private static final Path FOLDER = Path.of("policies");

  private StarterLibrary() {}

  /** Named {@code area/id.yml}, sorted. */
  static List<PolicySource> sources() {
    try (var files = Files.walk(FOLDER)) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(file -> new PolicySource(name(file), read(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<StarterPolicy> policies() {
    return sources().stream().map(StarterPolicy::new).toList();
  }

  /** The policies of one area. */
  static List<StarterPolicy> policies(String area) {
    return policies().stream().filter(policy -> area(policy).equals(area)).toList();
  }

  static String area(StarterPolicy policy) {
    return policy.name().substring(0, policy.name().indexOf('/'));
  }

  private static String name(Path file) {
    return FOLDER.relativize(file).toString().replace('\\', '/');
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
