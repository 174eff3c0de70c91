package io.sealstream.local;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration of the session cluster. The heap and off-heap sizes below are also the flags of
 * the task manager's JVM: Flink does not start a task manager unless every memory component is
 * explicit, and does not check the flags against them.
 */
final class FlinkConfigFile {
  static final int SLOTS = 8;
  private static final int TASK_HEAP_MB = 1024;
  private static final int FRAMEWORK_HEAP_MB = 128;
  private static final int FRAMEWORK_OFF_HEAP_MB = 128;
  private static final int NETWORK_MB = 128;
  private static final int METASPACE_MB = 512;

  private FlinkConfigFile() {}

  static int taskManagerHeapMegabytes() {
    return TASK_HEAP_MB + FRAMEWORK_HEAP_MB;
  }

  static String[] taskManagerFlags() {
    return new String[] {
      "-XX:MaxDirectMemorySize=" + (FRAMEWORK_OFF_HEAP_MB + NETWORK_MB) + "m",
      "-XX:MaxMetaspaceSize=" + METASPACE_MB + "m"
    };
  }

  static String text(int restPort, int jobManagerPort, Path work) {
    Map<String, Object> config = new LinkedHashMap<>();
    addresses(config, restPort, jobManagerPort);
    memory(config);
    recovery(config, work);
    config.put("io.tmp.dirs", work.resolve("flink-tmp"));
    config.put("web.upload.dir", work.resolve("flink-upload"));
    config.put("web.submit.enable", true);
    config.put("classloader.check-leaked-classloader", false);
    return config.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static void addresses(Map<String, Object> config, int restPort, int jobManagerPort) {
    config.put("jobmanager.rpc.address", "127.0.0.1");
    config.put("jobmanager.rpc.port", jobManagerPort);
    config.put("jobmanager.bind-host", "127.0.0.1");
    config.put("rest.address", "127.0.0.1");
    config.put("rest.bind-address", "127.0.0.1");
    config.put("rest.port", restPort);
    config.put("taskmanager.host", "127.0.0.1");
    config.put("taskmanager.bind-host", "127.0.0.1");
  }

  private static void memory(Map<String, Object> config) {
    config.put("jobmanager.memory.process.size", "1600m");
    config.put("taskmanager.cpu.cores", 2);
    config.put("taskmanager.numberOfTaskSlots", SLOTS);
    config.put("taskmanager.memory.task.heap.size", TASK_HEAP_MB + "m");
    config.put("taskmanager.memory.task.off-heap.size", "0m");
    config.put("taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP_MB + "m");
    config.put("taskmanager.memory.framework.off-heap.size", FRAMEWORK_OFF_HEAP_MB + "m");
    config.put("taskmanager.memory.managed.size", "256m");
    config.put("taskmanager.memory.network.min", NETWORK_MB + "m");
    config.put("taskmanager.memory.network.max", NETWORK_MB + "m");
    config.put("taskmanager.memory.jvm-metaspace.size", METASPACE_MB + "m");
    config.put("taskmanager.memory.jvm-overhead.min", "192m");
    config.put("taskmanager.memory.jvm-overhead.max", "192m");
  }

  /** A job outlives its task manager: it waits for another one, however long that takes. */
  private static void recovery(Map<String, Object> config, Path work) {
    config.put("execution.checkpointing.dir", work.resolve("flink-checkpoints").toUri());
    config.put("execution.checkpointing.savepoint-dir", work.resolve("flink-savepoints").toUri());
    config.put(
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    config.put("restart-strategy.type", "exponential-delay");
    config.put("restart-strategy.exponential-delay.initial-backoff", "500 ms");
    config.put("restart-strategy.exponential-delay.max-backoff", "10 s");
    config.put("restart-strategy.exponential-delay.reset-backoff-threshold", "1 min");
    config.put("heartbeat.interval", 2000);
    config.put("heartbeat.timeout", 30000);
  }
}
