package io.sealstream.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A Flink session cluster on loopback: a job manager and a task manager, each a JVM of its own,
 * with the web UI on the REST port. Jobs live as long as the job manager; checkpoints and
 * savepoints stay in the work folder. Methods that start or kill a task manager are for one thread.
 */
public final class FlinkCluster implements AutoCloseable {
  private static final String MODULE = "flink-cluster";
  private static final String JOB_MANAGER_NAME = "flink-jobmanager";
  private static final String TASK_MANAGER_NAME = "flink-taskmanager";
  private static final String JOB_MANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String TASK_MANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

  /** As in Flink's own start scripts. */
  private static final Map<String, List<String>> OPENS =
      Map.of(
          "--add-exports",
          List.of("java.rmi/sun.rmi.registry"),
          "--add-opens",
          List.of(
              "java.base/java.lang",
              "java.base/java.net",
              "java.base/java.io",
              "java.base/java.nio",
              "java.base/sun.nio.ch",
              "java.base/java.text",
              "java.base/java.time",
              "java.base/java.util",
              "java.base/java.util.concurrent",
              "java.base/java.util.concurrent.atomic",
              "java.base/java.util.concurrent.locks"));

  private final Launch launch;
  private final String restUrl;
  private final FlinkRest rest;
  private final ChildProcess jobManager;
  private @Nullable ChildProcess taskManager;
  private int taskManagers;

  private FlinkCluster(Launch launch, String restUrl, ChildProcess jobManager) {
    this.launch = launch;
    this.restUrl = restUrl;
    this.rest = new FlinkRest(restUrl);
    this.jobManager = jobManager;
  }

  /**
   * Starts a cluster for a test on free ports and returns when it has task slots.
   *
   * @throws LocalStackException when it does not start; no process is left behind
   */
  public static FlinkCluster start(Path work) {
    return start(Launch.forTest(work));
  }

  /** Starts a cluster and returns when it has task slots. */
  public static FlinkCluster start(Launch launch) {
    int restPort = launch.ports().port("flink");
    int rpcPort = launch.ports().port("flink-jobmanager");
    launch.write("flink-conf/config.yaml", FlinkConfigFile.text(restPort, rpcPort, launch.work()));
    launch.folder("flink-tmp");
    launch.folder("flink-upload");
    ChildProcess jobManager =
        startJvm(launch, JOB_MANAGER_NAME, jvm(768, "-XX:MaxMetaspaceSize=512m"), JOB_MANAGER);
    FlinkCluster cluster = new FlinkCluster(launch, "http://127.0.0.1:" + restPort, jobManager);
    try {
      cluster.startTaskManager();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Whether the cluster in a work folder has lost its task manager, while its job manager runs. */
  public static boolean lacksTaskManager(Path work) {
    return isRunning(work, JOB_MANAGER_NAME) && !isRunning(work, TASK_MANAGER_NAME);
  }

  private static boolean isRunning(Path work, String name) {
    return ProcessIdentity.read(ProcessIdentity.file(work, name))
        .filter(ProcessIdentity::isRunning)
        .isPresent();
  }

  /**
   * Starts another task manager for a cluster whose launcher is gone, and lets it live on. Returns
   * when its slots are registered; the jobs restart from their last checkpoints by themselves.
   */
  public static void replaceTaskManager(Launch launch, String restUrl) {
    // Unlike every number that the launcher gave.
    String resourceId = "taskmanager-" + UUID.randomUUID();
    ChildProcess started = startTaskManager(launch, resourceId);
    started.awaitReady(() -> new FlinkRest(restUrl).hasTaskManager(resourceId), START_TIMEOUT);
    started.detach();
  }

  private static ChildProcess startTaskManager(Launch launch, String resourceId) {
    JvmCommand jvm =
        jvm(FlinkConfigFile.taskManagerHeapMegabytes(), FlinkConfigFile.taskManagerFlags());
    String resource = "-Dtaskmanager.resource-id=" + resourceId;
    return startJvm(launch, TASK_MANAGER_NAME, jvm, TASK_MANAGER, resource);
  }

  /** Address of the REST API and of the web UI. */
  public String restUrl() {
    return restUrl;
  }

  /** The REST API. */
  public FlinkRest rest() {
    return rest;
  }

  /**
   * Starts the task manager and returns when its slots are registered.
   *
   * @throws IllegalStateException when it runs already
   */
  public void startTaskManager() {
    if (taskManager != null && taskManager.isAlive()) {
      throw new IllegalStateException("the task manager runs already, pid " + taskManager.pid());
    }
    // Its own id, since a killed task manager stays listed until its heartbeat is missed.
    String resourceId = "taskmanager-" + ++taskManagers;
    ChildProcess started = startTaskManager(launch, resourceId);
    taskManager = started;
    jobManager.awaitReady(LocalHttp.answersOk(restUrl + "/overview"), START_TIMEOUT);
    started.awaitReady(() -> rest.hasTaskManager(resourceId), START_TIMEOUT);
  }

  /** Kills the task manager as a crash would. Its jobs restart once another one is there. */
  public void killTaskManager() {
    if (taskManager == null) {
      throw new IllegalStateException("the task manager has not been started");
    }
    taskManager.kill();
  }

  /** The processes, job manager first. */
  public List<ChildProcess> processes() {
    return taskManager == null ? List.of(jobManager) : List.of(jobManager, taskManager);
  }

  /** Stops both processes; running jobs end with their last checkpoint. */
  @Override
  public void close() {
    if (taskManager != null) {
      taskManager.close();
    }
    jobManager.close();
  }

  private static ChildProcess startJvm(
      Launch launch, String name, JvmCommand jvm, String mainClass, String... properties) {
    jvm.flags(
        "-Dlog4j2.configurationFile=" + launch.resource("log4j2.xml").toUri(),
        // Where the web UI looks for the log.
        "-Dlog.file=" + launch.work().resolve(name + ".log"));
    List<String> arguments = new ArrayList<>();
    arguments.add("--configDir");
    arguments.add(launch.work().resolve("flink-conf").toString());
    arguments.addAll(List.of(properties));
    String classPath = launch.home().classPath(MODULE);
    return ChildProcess.start(
        name, launch.work(), jvm.main(classPath, mainClass, arguments.toArray(String[]::new)));
  }

  private static JvmCommand jvm(int heapMegabytes, String... flags) {
    JvmCommand jvm = new JvmCommand(heapMegabytes).flags(flags);
    OPENS.forEach(
        (option, packages) ->
            packages.forEach(name -> jvm.flags(option + "=" + name + "=ALL-UNNAMED")));
    return jvm;
  }
}
