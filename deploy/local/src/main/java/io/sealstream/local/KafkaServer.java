package io.sealstream.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/**
 * One Kafka broker in KRaft mode, its own controller, on loopback. Topics are not made by
 * themselves: see {@link LocalTopics}. Data survives a stop; a start in the same work folder goes
 * on with it.
 */
public final class KafkaServer implements AutoCloseable {
  private static final String MODULE = "kafka-server";
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  private final String bootstrapServers;
  private final ChildProcess process;

  private KafkaServer(String bootstrapServers, ChildProcess process) {
    this.bootstrapServers = bootstrapServers;
    this.process = process;
  }

  /**
   * Starts a broker for a test on a free port and returns when it answers.
   *
   * @throws LocalStackException when it does not start; no process is left behind
   */
  public static KafkaServer start(Path work) {
    return start(Launch.forTest(work));
  }

  /** Starts a broker and returns when it answers. */
  public static KafkaServer start(Launch launch) {
    int port = launch.ports().port("kafka");
    int controller = launch.ports().port("kafka-controller");
    Path data = launch.folder("kafka-data");
    Path config = launch.write("kafka.properties", properties(port, controller, data));
    String classPath = launch.home().classPath(MODULE);
    if (!Files.exists(data.resolve("meta.properties"))) {
      format(launch, config, classPath);
    }
    ChildProcess process =
        ChildProcess.start(
            "kafka",
            launch.work(),
            jvm(launch, 512).main(classPath, "kafka.Kafka", config.toString()));
    String bootstrap = "127.0.0.1:" + port;
    process.awaitReady(() -> answers(bootstrap), START_TIMEOUT);
    return new KafkaServer(bootstrap, process);
  }

  /** Address for clients, {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }

  /** Whether a broker answers at the address. Asks once, for at most 2 s. */
  static boolean answers(String bootstrap) throws Exception {
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2000))) {
      return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
    }
  }

  private static void format(Launch launch, Path config, String classPath) {
    String[] arguments = {"format", "-t", Uuid.randomUuid().toString(), "-c", config.toString()};
    ChildProcess.start(
            "kafka-format",
            launch.work(),
            jvm(launch, 128).main(classPath, "kafka.tools.StorageTool", arguments))
        .awaitSuccess(Duration.ofMinutes(1));
  }

  private static JvmCommand jvm(Launch launch, int heapMegabytes) {
    return new JvmCommand(heapMegabytes)
        .quickStart()
        .flags("-Dlog4j2.configurationFile=" + launch.resource("log4j2.xml").toUri());
  }

  private static String properties(int port, int controller, Path data) {
    // Every internal topic has one replica: there is one broker. Limits of single topics may be
    // above the broker's (audit.rejected); replica.fetch.max.bytes is no limit with one replica.
    // Transactions may be left open for as long as records are kept: each client says how long.
    return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
        log.dirs=%3$s
        num.partitions=4
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=4
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        transaction.max.timeout.ms=604800000
        group.initial.rebalance.delay.ms=0
        min.insync.replicas=1
        unclean.leader.election.enable=false
        socket.request.max.bytes=104857600
        """
        .formatted(port, controller, data);
  }
}
