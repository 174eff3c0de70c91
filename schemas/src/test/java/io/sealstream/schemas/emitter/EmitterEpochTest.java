package io.sealstream.schemas.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmitterEpochTest {
  @TempDir Path folder;

  @Test
  void epochsRiseAlsoWhenTheClockGoesBack() {
    Path file = folder.resolve("state/app");
    assertThat(start(file, 1000)).isEqualTo(1000);
    assertThat(start(file, 1000)).isEqualTo(1001);
    assertThat(start(file, 5)).isEqualTo(1002);
    assertThat(start(file, 9000)).isEqualTo(9000);
  }

  @Test
  void twoEmittersCannotShareAStateFile() {
    Path file = folder.resolve("app");
    try (EmitterEpoch first = EmitterEpoch.ofFile(at(1), file)) {
      assertThat(first.value()).isEqualTo(1);
      assertThatThrownBy(() -> start(file, 2))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another emitter holds " + file);
    }
    assertThat(start(file, 0)).isEqualTo(2);
  }

  @Test
  void aFileThatIsNoStateIsLeftAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("notes"), "remember the milk");
    assertThatThrownBy(() -> start(file, 1)).hasMessageContaining("is not an emitter state file");
    assertThat(file).hasContent("remember the milk");
  }

  private static long start(Path file, long now) {
    try (EmitterEpoch epoch = EmitterEpoch.ofFile(at(now), file)) {
      return epoch.value();
    }
  }

  private static InstantSource at(long millis) {
    return InstantSource.fixed(Instant.ofEpochMilli(millis));
  }
}
