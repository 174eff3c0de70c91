package io.sealstream.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server as a child process, with its log and pid file in its work folder.
 *
 * <p>The child never outlives the launcher: a shutdown hook stops it, until {@link #detach} takes
 * the hook away. It runs in a session of its own where {@code setsid} is installed, so that Ctrl-C
 * and a closed terminal reach the launcher only, which then stops its children in order. Methods
 * may be called from any thread.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(150);
  private static final int TAIL_LINES = 25;

  private final ProcessIdentity identity;
  private final Process process;
  private final Path work;
  private final Path log;
  private final Thread hook;

  private ChildProcess(String name, Process process, Path work, Path log) {
    this.identity = ProcessIdentity.of(name, process.toHandle());
    this.process = process;
    this.work = work;
    this.log = log;
    this.hook = new Thread(this::stop, "stop-" + name);
  }

  /**
   * Starts a command. A process that an earlier, killed launcher left behind under the same name in
   * the same work folder is stopped first.
   *
   * @param name names the log ({@code name.log}, appended to) and the pid file ({@code name.pid})
   * @param work work folder and working directory
   * @throws LocalStackException when the command cannot be run
   */
  public static ChildProcess start(String name, Path work, List<String> command) {
    ProcessIdentity.read(ProcessIdentity.file(work, name)).ifPresent(ProcessIdentity::stop);
    Path log = work.resolve(name + ".log");
    List<String> line = new ArrayList<>();
    LocalHome.program("setsid").ifPresent(setsid -> line.add(setsid.toString()));
    line.addAll(command);
    try {
      Process process =
          new ProcessBuilder(line)
              .directory(work.toFile())
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      ChildProcess child = new ChildProcess(name, process, work, log);
      child.identity.write(work);
      child.stopWithLauncher();
      return child;
    } catch (IOException e) {
      throw new LocalStackException("Cannot start " + name + " in " + work, e);
    }
  }

  private void stopWithLauncher() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The launcher is being stopped while it starts servers: too late for a hook.
      stop();
      throw new LocalStackException(identity.name() + " was started too late", shuttingDown);
    }
  }

  /** The process id. */
  public long pid() {
    return identity.pid();
  }

  /** The file that holds what the process prints. */
  public Path log() {
    return log;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until the server answers. If it does not, the process is stopped.
   *
   * @throws LocalStackException when the process ends or the time is over; has the end of the log
   */
  void awaitReady(Probe probe, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    @Nullable Exception last = null;
    while (System.nanoTime() < deadline) {
      if (endedWithin(BETWEEN_PROBES)) {
        throw failure("ended with exit code " + process.exitValue(), last);
      }
      try {
        if (probe.isReady()) {
          return;
        }
      } catch (Exception e) { // Whatever it is, the server is not ready; told if it never gets so.
        last = e;
      }
    }
    throw failure("did not answer within " + timeout.toSeconds() + " s", last);
  }

  /** Waits for a command that ends by itself. */
  void awaitSuccess(Duration timeout) {
    if (!endedWithin(timeout)) {
      throw failure("did not end within " + timeout.toSeconds() + " s", null);
    }
    if (process.exitValue() != 0) {
      throw failure("ended with exit code " + process.exitValue(), null);
    }
    close();
  }

  private boolean endedWithin(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("was given up: interrupted", e);
    }
  }

  /** Ends the process at once, as a crash of the machine would, and returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
    close();
  }

  /** From now on the process lives on when the launcher ends. Its pid file is how it is found. */
  void detach() {
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  /** Stops the process: asks, and after a grace period kills. Returns when it is gone. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook itself, or a hook that closes a server: stopping twice does no harm.
    }
    stop();
  }

  private void stop() {
    identity.stop();
    try {
      Files.deleteIfExists(ProcessIdentity.file(work, identity.name()));
    } catch (IOException e) {
      throw new LocalStackException("Cannot delete the pid file of " + identity.name(), e);
    }
  }

  private LocalStackException failure(String what, @Nullable Exception cause) {
    close();
    String message =
        "%s %s. The end of its log, %s:%n%s".formatted(identity.name(), what, log, tail());
    return cause == null
        ? new LocalStackException(message)
        : new LocalStackException(message, cause);
  }

  private String tail() {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return String.join(
          System.lineSeparator(),
          lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
