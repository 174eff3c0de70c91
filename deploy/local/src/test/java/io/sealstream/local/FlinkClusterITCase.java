package io.sealstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FlinkClusterITCase {
  @Test
  @DisplayName(
      "a task manager that was killed is replaced, and a bad jar is refused with the reason")
  void taskManagerIsReplaced() throws Exception {
    Path work = WorkFolders.of(FlinkClusterITCase.class, "flink");
    try (FlinkCluster flink = FlinkCluster.start(work)) {
      assertThat(flink.rest().slots()).isEqualTo(FlinkConfigFile.SLOTS);
      assertThat(LocalHttp.get(flink.restUrl() + "/").body()).contains("Apache Flink");

      flink.killTaskManager();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(flink.rest().slots()).isZero());
      flink.startTaskManager();
      assertThat(flink.rest().slots()).isEqualTo(FlinkConfigFile.SLOTS);

      Path jar = Files.writeString(work.resolve("empty.jar"), "no jar");
      assertThatThrownBy(() -> flink.rest().submit(jar, List.of()))
          .isInstanceOf(LocalStackException.class)
          .hasMessageContaining("Flink refused POST");
      assertThat(flink.rest().jobs()).isEmpty();
    }
  }
}
