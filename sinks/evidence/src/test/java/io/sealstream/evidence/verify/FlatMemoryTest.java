package io.sealstream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verifies an archive of more names than the heap of its process would hold. Larger ones by {@code
 * -Dsealstream.memory.names} and {@code -Dsealstream.memory.heap}.
 */
class FlatMemoryTest {
  private static final String NAMES = System.getProperty("sealstream.memory.names", "300000");
  private static final String HEAP = System.getProperty("sealstream.memory.heap", "48m");
  private static final int MINUTES = 10;

  @TempDir private Path folder = Path.of("");

  @Test
  void anArchiveOfMoreNamesThanFitInMemoryVerifies() throws Exception {
    assertThat(verifyInItsOwnProcess()).contains("VERIFIED L4").doesNotContain("OutOfMemory");
    try (Stream<Path> left = Files.list(temporary())) {
      assertThat(left).as("temporary files").isEmpty();
    }
  }

  private Path temporary() throws IOException {
    return Files.createDirectories(folder.resolve("tmp"));
  }

  private String verifyInItsOwnProcess() throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ManyNames.class.getName(),
                NAMES)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output);
  }
}
