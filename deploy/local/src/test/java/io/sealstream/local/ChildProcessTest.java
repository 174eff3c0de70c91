package io.sealstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  private static final List<String> RUNS_LONG = List.of("sleep", "600");

  @TempDir Path work;

  @Test
  @DisplayName("a process that ends before it is ready is reported with the end of its log")
  void earlyEndIsReportedWithLog() {
    List<String> command = List.of("sh", "-c", "echo out of luck; exit 3");
    ChildProcess child = ChildProcess.start("early", work, command);
    assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofSeconds(20)))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("early ended with exit code 3")
        .hasMessageContaining("out of luck");
  }

  @Test
  @DisplayName("a process that never answers is stopped, and the last answer is the cause")
  void silenceStopsTheProcess() {
    ChildProcess child = ChildProcess.start("silent", work, RUNS_LONG);
    Probe refused =
        () -> {
          throw new IOException("refused");
        };
    assertThatThrownBy(() -> child.awaitReady(refused, Duration.ofSeconds(1)))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("silent did not answer within 1 s")
        .hasRootCauseMessage("refused");
    assertThat(child.isAlive()).isFalse();
    assertThat(RunningStack.in(work).isEmpty()).isTrue();
  }

  @Test
  @DisplayName("a process that a killed launcher left behind is stopped by the next start")
  void leftoverIsStopped() {
    ChildProcess leftover = ChildProcess.start("server", work, RUNS_LONG);
    try (ChildProcess next = ChildProcess.start("server", work, RUNS_LONG)) {
      assertThat(leftover.isAlive()).isFalse();
      assertThat(next.isAlive()).isTrue();
    } finally {
      leftover.close();
    }
  }

  @Test
  @DisplayName("a stranger that has the id of a process of ours now is not ours")
  void reusedIdIsNotOurs() throws Exception {
    long stranger = ProcessHandle.current().pid();
    Files.writeString(work.resolve("server.pid"), stranger + " 12345\n");
    assertThat(RunningStack.in(work).isEmpty()).isTrue();
  }
}
