package io.sealstream.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The repository root, from which the class paths of the servers are found.
 *
 * @param root absolute path of the folder that holds {@code deploy/local/pom.xml}
 */
public record LocalHome(Path root) {
  /**
   * System property (and, as {@code SEALSTREAM_HOME}, environment variable) that names the root.
   */
  public static final String PROPERTY = "sealstream.home";

  private static final String MARK = "deploy/local/pom.xml";

  public LocalHome {
    root = root.toAbsolutePath().normalize();
    if (!Files.isRegularFile(root.resolve(MARK))) {
      throw new LocalStackException(root + " is not a Sealstream checkout: it has no " + MARK);
    }
  }

  /**
   * Finds the root: the system property, then the environment variable, then the working directory
   * and the folders above it.
   *
   * @throws LocalStackException when none of them is a Sealstream checkout
   */
  public static LocalHome find() {
    @Nullable String named = System.getProperty(PROPERTY, System.getenv("SEALSTREAM_HOME"));
    if (named != null) {
      return new LocalHome(Path.of(named));
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve(MARK))) {
        return new LocalHome(at);
      }
    }
    throw new LocalStackException(
        "No Sealstream checkout at or above "
            + start
            + ": run from inside the checkout or set SEALSTREAM_HOME");
  }

  /** The class path of a server module, own classes first if it has any. */
  String classPath(String module) {
    Path file = built(module, "classpath.txt");
    try {
      String thirdParty = Files.readString(file).strip();
      Path own = target(module).resolve("classes");
      return Files.isDirectory(own) ? own + File.pathSeparator + thirdParty : thirdParty;
    } catch (IOException e) {
      throw new LocalStackException("Cannot read the class path " + file, e);
    }
  }

  /** A file or folder that the build of a server module leaves in its target folder. */
  Path built(String module, String name) {
    Path file = target(module).resolve(name);
    if (!Files.exists(file)) {
      throw new LocalStackException(
          "The server module deploy/local/"
              + module
              + " is not built: run 'mvn -q -pl deploy/local/"
              + module
              + " process-classes' in "
              + root);
    }
    return file;
  }

  /** The program of an installed package, if it is on the PATH. */
  static Optional<Path> program(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder, name);
      if (Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private Path target(String module) {
    return root.resolve("deploy/local").resolve(module).resolve("target");
  }
}
