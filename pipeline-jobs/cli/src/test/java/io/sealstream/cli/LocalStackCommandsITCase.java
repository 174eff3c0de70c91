package io.sealstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.local.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LocalStackCommandsITCase {
  private static final String WORK =
      Path.of("target", "it", "commands-" + ProcessHandle.current().pid()).toString();

  @AfterEach
  void stopWhateverIsLeft() {
    ConsoleRun.of("down", "--work", WORK);
  }

  @Test
  @DisplayName("up starts, a second up is refused, status asks, down stops")
  void stackGoesUpAndDown() {
    ConsoleRun up = up();
    assertThat(up.exitCode()).as(up.err()).isZero();
    assertThat(up.out()).contains("kafka    ready after").contains("(a folder: enforces no locks)");

    ConsoleRun second = up();
    assertThat(second.exitCode()).isEqualTo(2);
    assertThat(second.err().lines()).hasSize(1).first().asString().contains("up already");

    assertThat(ConsoleRun.of("status", "--work", WORK))
        .satisfies(
            status -> {
              assertThat(status.exitCode()).isZero();
              assertThat(status.out()).contains("kafka    up").contains("store    up");
            });

    assertThat(ConsoleRun.of("down", "--work", WORK).out()).startsWith("stopped kafka ");
    assertThat(ConsoleRun.of("status", "--work", WORK).exitCode()).isEqualTo(2);
  }

  @Test
  @DisplayName("a second up replaces a task manager that was killed, and nothing else")
  void upReplacesADeadTaskManager() throws Exception {
    assertThat(flink().exitCode()).isZero();
    long killed = pid("flink-taskmanager");
    long jobManager = pid("flink-jobmanager");
    ProcessHandle handle = ProcessHandle.of(killed).orElseThrow();
    assertThat(handle.destroyForcibly()).isTrue();
    handle.onExit().get(30, TimeUnit.SECONDS);

    ConsoleRun again = flink();
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out()).contains("without its task manager, which runs again: http://");
    assertThat(pid("flink-taskmanager")).isNotEqualTo(killed);
    assertThat(pid("flink-jobmanager")).isEqualTo(jobManager);
    assertThat(ConsoleRun.of("status", "--work", WORK).exitCode()).isZero();
    assertThat(flink().exitCode()).as("everything runs").isEqualTo(2);
  }

  private static ConsoleRun flink() {
    return ConsoleRun.of(
        "up",
        "--only",
        "flink",
        "--work",
        WORK,
        "--port",
        "flink=" + Ports.free().port("flink"),
        "--port",
        "flink-jobmanager=" + Ports.free().port("flink-jobmanager"));
  }

  /** As the pid file of the work folder says. */
  private static long pid(String name) throws Exception {
    String text = Files.readString(Path.of(WORK, name + ".pid"));
    return Long.parseLong(text.substring(0, text.indexOf(' ')));
  }

  private static ConsoleRun up() {
    return ConsoleRun.of(
        "up",
        "--only",
        "kafka,store",
        "--store",
        "file",
        "--work",
        WORK,
        "--port",
        "kafka=" + Ports.free().port("kafka"),
        "--port",
        "kafka-controller=" + Ports.free().port("kafka-controller"));
  }
}
