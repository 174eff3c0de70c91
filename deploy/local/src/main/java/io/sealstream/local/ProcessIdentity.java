package io.sealstream.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that can be recognised later: ids are reused, an id with a start time is not.
 *
 * @param name which server it is
 * @param pid process id
 * @param startMillis when the process started, as the operating system tells, epoch milliseconds
 */
record ProcessIdentity(String name, long pid, long startMillis) {
  private static final String SUFFIX = ".pid";
  private static final long GRACE_SECONDS = 15;

  static ProcessIdentity of(String name, ProcessHandle handle) {
    return new ProcessIdentity(name, handle.pid(), startOf(handle));
  }

  /** Reads a pid file; empty when it is not one or has just been deleted. */
  static Optional<ProcessIdentity> read(Path file) {
    try {
      String[] parts = Files.readString(file).strip().split(" ", -1);
      String name = file.getFileName().toString();
      return Optional.of(
          new ProcessIdentity(
              name.substring(0, name.length() - SUFFIX.length()),
              Long.parseLong(parts[0]),
              Long.parseLong(parts[1])));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  static boolean isPidFile(Path file) {
    return file.getFileName().toString().endsWith(SUFFIX);
  }

  static Path file(Path folder, String name) {
    return folder.resolve(name + SUFFIX);
  }

  void write(Path folder) throws IOException {
    Files.writeString(file(folder, name), pid + " " + startMillis + "\n");
  }

  /** Whether this very process, not a later one with its id, still runs. */
  boolean isRunning() {
    return running().isPresent();
  }

  /** Ends the process: asks, and after the grace period of 15 s kills. Returns when it is gone. */
  void stop() {
    running()
        .ifPresent(
            handle -> {
              handle.destroy();
              if (!ended(handle)) {
                handle.destroyForcibly();
                if (!ended(handle)) {
                  throw new LocalStackException(
                      "Process %d (%s) does not end, not even when killed".formatted(pid, name));
                }
              }
            });
  }

  private Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(handle -> startOf(handle) == startMillis)
        .filter(handle -> !isZombie(handle));
  }

  private static boolean ended(ProcessHandle handle) {
    try {
      handle.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return isZombie(handle);
    } catch (ExecutionException e) {
      return !handle.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Where nobody reaps orphans (a container without init), an ended process stays as a zombie. */
  private static boolean isZombie(ProcessHandle handle) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(handle.pid()), "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false;
    }
  }

  private static long startOf(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
