package io.sealstream.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes that a launcher, perhaps long gone, left running in a work folder. */
public final class RunningStack {
  /** Pid files lie in the work folder or one folder below it. */
  private static final int DEPTH = 2;

  private final Path work;
  private final List<ProcessIdentity> processes;

  private RunningStack(Path work, List<ProcessIdentity> processes) {
    this.work = work;
    this.processes = processes;
  }

  /** Looks at the pid files; ended processes and strangers that have their ids now are left out. */
  public static RunningStack in(Path work) {
    if (!Files.isDirectory(work)) {
      return new RunningStack(work, List.of());
    }
    try (Stream<Path> files = Files.walk(work, DEPTH)) {
      return new RunningStack(
          work,
          files
              .filter(ProcessIdentity::isPidFile)
              .map(ProcessIdentity::read)
              .flatMap(Optional::stream)
              .filter(ProcessIdentity::isRunning)
              .sorted(Comparator.comparing(ProcessIdentity::name))
              .toList());
    } catch (IOException e) {
      throw new LocalStackException("Cannot look for pid files in " + work, e);
    }
  }

  public boolean isEmpty() {
    return processes.isEmpty();
  }

  public int size() {
    return processes.size();
  }

  /**
   * Stops all, task managers and gateways before what they rely on, and returns when all are gone.
   */
  public void stop() {
    processes.stream().filter(RunningStack::isClient).parallel().forEach(ProcessIdentity::stop);
    processes.parallelStream().forEach(ProcessIdentity::stop);
    deletePidFiles();
  }

  /** For people: names and process ids. */
  @Override
  public String toString() {
    return processes.stream()
        .map(process -> process.name() + " " + process.pid())
        .collect(Collectors.joining(", "));
  }

  private static boolean isClient(ProcessIdentity process) {
    return process.name().startsWith("flink") || process.name().equals("radosgw");
  }

  private void deletePidFiles() {
    if (!Files.isDirectory(work)) {
      return;
    }
    try (Stream<Path> files = Files.walk(work, DEPTH)) {
      for (Path file : files.filter(ProcessIdentity::isPidFile).toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(work.resolve(Endpoints.FILE));
    } catch (IOException e) {
      throw new LocalStackException("Cannot delete the pid files in " + work, e);
    }
  }
}
