package io.sealstream.cli.jobs;

import io.sealstream.local.LocalHome;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the shaded jar that the build made of a job. */
public final class JobJar {
  private static final String TARGET = "pipeline-jobs/jobs/target";

  private JobJar() {}

  /**
   * The one jar of the job.
   *
   * @throws IOException when there is none, or more than one: two versions are not told apart
   */
  public static Path find(LocalHome home, Job job) throws IOException {
    Path folder = home.root().resolve(TARGET);
    String pattern = "sealstream-jobs-*-" + job.word() + ".jar";
    List<Path> jars = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
        found.forEach(jars::add);
      }
    }
    if (jars.size() == 1) {
      return jars.get(0);
    }
    throw new FileNotFoundException(
        jars.isEmpty()
            ? "no %s in %s: run 'mvn -q -DskipTests -pl pipeline-jobs/jobs -am package'"
                .formatted(pattern, folder)
            : "several jars %s: remove all but one".formatted(jars));
  }
}
