package io.sealstream.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All servers of the local stack, started side by side. They stop with {@link #close} and with the
 * launcher, Ctrl-C included, unless {@link #detach} lets them live on.
 */
public final class LocalStack implements AutoCloseable {
  private static final String LOCK = "stack.lock";

  private final LocalHome home;
  private final StackOptions options;
  private final Consumer<String> progress;
  private final Map<Server, StartedServer> started = new EnumMap<>(Server.class);
  private @Nullable FlinkCluster flink;

  private LocalStack(LocalHome home, StackOptions options, Consumer<String> progress) {
    this.home = home;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Starts the stack and returns when every server answers and the topics exist.
   *
   * @param progress is told, line by line and from several threads, what is ready
   * @throws LocalStackException when the stack is up already or a server does not start; nothing
   *     that was started is left behind
   */
  public static LocalStack start(LocalHome home, StackOptions options, Consumer<String> progress) {
    LocalStack stack = new LocalStack(home, options, progress);
    try {
      Files.createDirectories(options.work());
      try (FileChannel lock =
          FileChannel.open(
              options.work().resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        if (lock.tryLock() == null) {
          throw new LocalStackException("Another launcher is starting in " + options.work());
        }
        stack.refuseSecond();
        stack.startAll();
      }
      Files.writeString(options.work().resolve(Endpoints.FILE), stack.endpoints().toJson());
      return stack;
    } catch (IOException e) {
      stack.close();
      throw new LocalStackException("Cannot write in the work folder " + options.work(), e);
    }
  }

  /** Where the servers answer. */
  public Endpoints endpoints() {
    Map<Server, String> addresses = new EnumMap<>(Server.class);
    started.forEach((server, running) -> addresses.put(server, running.address()));
    StartedServer store = started.get(Server.STORE);
    return new Endpoints(addresses, options.store(), store == null ? Map.of() : store.options());
  }

  /** The cluster, if it was to be started: to kill its task manager, or to ask for its jobs. */
  public Optional<FlinkCluster> flink() {
    return Optional.ofNullable(flink);
  }

  /** Lets the servers live on when the launcher ends; {@code sealstream down} stops them. */
  public void detach() {
    started.values().stream()
        .flatMap(server -> server.processes().get().stream())
        .forEach(ChildProcess::detach);
  }

  /**
   * Stops all servers, those first that rely on others, and returns when their processes are gone.
   */
  @Override
  public void close() {
    // Kafka, the first constant, is what all others rely on.
    List<StartedServer> order = new ArrayList<>(started.values());
    Collections.reverse(order);
    List<RuntimeException> failures = new ArrayList<>();
    for (StartedServer server : order) {
      try {
        server.stop().run();
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    started.clear();
    try {
      Files.deleteIfExists(options.work().resolve(Endpoints.FILE));
    } catch (IOException e) {
      failures.add(new LocalStackException("Cannot delete the endpoints file", e));
    }
    failures.stream()
        .findFirst()
        .ifPresent(
            first -> {
              throw first;
            });
  }

  private void refuseSecond() {
    RunningStack running = RunningStack.in(options.work());
    if (!running.isEmpty()) {
      throw new LocalStackException(
          "The local stack is up already in %s (%s): '%s' stops it"
              .formatted(options.work(), running, StackCommand.text("down", elsewhere())));
    }
  }

  /** The work folder, if commands must be told of it. */
  private @Nullable Path elsewhere() {
    return options.work().equals(Endpoints.defaultWork(home)) ? null : options.work();
  }

  private void startAll() {
    Launch launch = new Launch(home, options.work(), options.ports());
    ExecutorService threads = Executors.newFixedThreadPool(options.servers().size());
    try {
      List<Future<?>> starts = new ArrayList<>();
      for (Server server : options.servers()) {
        starts.add(threads.submit(starting(server, launch)));
      }
      @Nullable RuntimeException failure = firstFailure(starts);
      if (failure != null) {
        close();
        throw failure;
      }
    } finally {
      threads.shutdown();
    }
  }

  private Callable<@Nullable Void> starting(Server server, Launch launch) {
    return () -> {
      long begin = System.nanoTime();
      StartedServer running = start(server, launch);
      synchronized (started) {
        started.put(server, running);
      }
      double seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
      progress.accept(
          "%-8s ready after %4.1f s  %s"
              .formatted(server.word(), seconds, describe(server, running)));
      return null;
    };
  }

  private StartedServer start(Server server, Launch launch) {
    return switch (server) {
      case KAFKA -> StartedServer.kafka(launch);
      case REGISTRY -> StartedServer.registry(launch);
      case SEARCH -> StartedServer.search(launch);
      case STORE -> StartedServer.store(options.store(), launch);
      case FLINK -> {
        FlinkCluster cluster = FlinkCluster.start(launch);
        flink = cluster;
        yield StartedServer.flink(cluster);
      }
    };
  }

  private String describe(Server server, StartedServer running) {
    return switch (server) {
      case KAFKA -> running.address() + " (Kafka)";
      case REGISTRY -> running.address() + " (Apicurio)";
      case SEARCH -> running.address() + " (OpenSearch, Elasticsearch-compatible)";
      case FLINK -> running.address() + " (Flink, also its web UI)";
      case STORE -> describeStore(running);
    };
  }

  private String describeStore(StartedServer running) {
    String at = running.options().getOrDefault("endpoint", "");
    return switch (options.store()) {
      case RGW -> running.address() + " at " + at + " (Ceph RGW)";
      case S3MOCK ->
          running.address()
              + " at "
              + at
              + " (S3Mock: enforces no locks, and listens on all interfaces, not on loopback only)";
      case FILE -> running.address() + " (a folder: enforces no locks)";
    };
  }

  /** Waits for all, so that nothing starts after a failure was reported. */
  private static @Nullable RuntimeException firstFailure(List<Future<?>> starts) {
    @Nullable RuntimeException first = null;
    for (Future<?> start : starts) {
      try {
        start.get();
      } catch (ExecutionException e) {
        if (first == null) {
          first =
              e.getCause() instanceof RuntimeException cause
                  ? cause
                  : new LocalStackException("A server could not be started", e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        first = new LocalStackException("Interrupted while the servers were starting", e);
      }
    }
    return first;
  }
}
