package io.sealstream.evidence.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.evidence.store.Strict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The verifier in Go, which shares no code with ours, must say the same of every case. */
class SecondVerifierITCase {
  private static final String PACKAGES =
      "golang-go golang-golang-x-mod-dev golang-github-klauspost-compress-dev";
  private static final Path HOME = Path.of("second-verifier");
  private static final Path FOLDER = Path.of("target", "it", "corpus");

  @Test
  void itPassesItsOwnTestsAndGivesEveryCaseItsVerdict() throws Exception {
    Strict.needs("Go (" + PACKAGES + ")", Strict.has("go"));
    delete(FOLDER);
    CorpusWriter.write(Files.createDirectories(FOLDER), Corpus.cases());
    Path log = FOLDER.resolveSibling("second-verifier.log");

    ProcessBuilder build =
        new ProcessBuilder(HOME.resolve("build").toAbsolutePath().toString(), "test");
    build.environment().put("CORPUS", FOLDER.toAbsolutePath().toString());
    int exit = build.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();

    assertThat(exit).as(Files.readString(log)).isZero();
    // Without a corpus its tests would pass as well.
    assertThat(Files.readString(log)).contains("corpus: " + archives() + " archives");
  }

  private static long archives() throws IOException {
    long archives = 0;
    for (JsonNode one : new ObjectMapper().readTree(FOLDER.resolve("cases.json").toFile())) {
      archives += one.path("kind").asText().equals("archive") ? 1 : 0;
    }
    return archives;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
