package io.sealstream.jobs;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.publish.ArchiveHead;
import io.sealstream.evidence.publish.PartitionId;
import io.sealstream.evidence.records.SealedTopics;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.EvidenceStores;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.local.KafkaServer;
import io.sealstream.schemas.Figures;
import io.sealstream.schemas.Machine;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.codec.AvroTrust;
import io.sealstream.schemas.codec.RejectedCopies;
import io.sealstream.sinks.evidence.EvidenceSink;
import io.sealstream.sinks.evidence.EvidenceSinkConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The job half of {@code scripts/bench evidence}: the evidence job through a real broker into a
 * folder, beside a job that reads the same topic and discards it, in turns, with parallelism 1.
 */
public final class EvidenceJobBench {
  private static final int WARM_UPS = 1;
  private static final int ROUNDS = 3;
  private static final int DEFAULT_EVENTS = 2_000_000;
  private static final Duration SEAL_INTERVAL = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TOPIC = "bench.events";
  private static final SealedTopics SEALED = SealedTopics.ofEvents(Set.of(TOPIC));

  private final Path work;
  private final PolicyTopic topic;
  private final int events;

  private EvidenceJobBench(Path work, PolicyTopic topic, int events) {
    this.work = work;
    this.topic = topic;
    this.events = events;
  }

  /** Takes {@code --json}, which it always writes, and {@code --events N}. */
  public static void main(String[] arguments) throws Exception {
    List<String> given = Arrays.asList(arguments);
    int place = given.indexOf("--events");
    int events = place < 0 ? DEFAULT_EVENTS : Integer.parseInt(given.get(place + 1));
    AvroTrust.establish();
    Path target = Files.createDirectories(Path.of("target"));
    Path work = Files.createTempDirectory(target, "bench-evidence-job").toAbsolutePath();
    try (KafkaServer kafka = KafkaServer.start(work);
        var topic = new PolicyTopic(kafka.bootstrapServers(), TOPIC, 1)) {
      JobBenchTopic.fillPadded(topic, TOPIC, events);
      System.out.println(
          new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(new EvidenceJobBench(work, topic, events).measure()));
    }
    // What Flink leaves running in this JVM must not keep it.
    System.exit(0);
  }

  private Map<String, Object> measure() throws Exception {
    List<Double> discarding = new ArrayList<>();
    List<Double> sealing = new ArrayList<>();
    for (int round = -WARM_UPS; round < ROUNDS; round++) {
      double read = discard();
      double sealed = seal(round + WARM_UPS);
      if (round >= 0) {
        discarding.add(read);
        sealing.add(sealed);
      }
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("machine", Machine.text());
    report.put("events", events);
    report.put("read and discard, events_per_second", Figures.of(discarding));
    report.put("evidence job, events_per_second", Figures.of(sealing));
    report.put("evidence job / read and discard", Figures.of(sealing).over(Figures.of(discarding)));
    return report;
  }

  private double discard() throws Exception {
    StreamExecutionEnvironment env = environment();
    env.fromSource(counted(), WatermarkStrategy.noWatermarks(), "read")
        .uid("read")
        .sinkTo(new DiscardingSink<>())
        .uid("discard");
    return JobBenchRun.eventsPerSecond(env, "discard", events, () -> {});
  }

  private double seal(int round) throws Exception {
    String folder = work.resolve("archive-" + round).toString();
    StreamExecutionEnvironment env = environment();
    EvidenceTopology.build(
        env,
        new EvidenceTopology.Edges(
            counted(),
            new EvidenceSink(config(folder), () -> change -> {}),
            new DiscardingSink<>()),
        new ClassifyFunction(PolicyTopic.decoding(), SEALED, new RejectedCopies(1 << 24)));
    try (EvidenceStore archive = EvidenceStores.open(folder, Map.of())) {
      return JobBenchRun.eventsPerSecond(env, "seal", events, () -> awaitSealed(archive));
    }
  }

  /** A job that read everything and sealed half of it would be fast. */
  private void awaitSealed(EvidenceStore archive) {
    var partition = new PartitionId(TOPIC, 0);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                ArchiveHead.read(archive)
                    .map(head -> head.ends().getOrDefault(partition, 0L) == events)
                    .orElse(false));
  }

  private EvidenceSinkConfig config(String folder) throws Exception {
    var signer = NoteSigner.generate("bench/log");
    Path key = work.resolve("key.pem");
    Files.deleteIfExists(key);
    signer.writePem(key);
    return new EvidenceSinkConfig(
        new EvidenceSinkConfig.Archive(folder, Map.of()),
        new EvidenceSinkConfig.Log("bench/log", key.toString()),
        RetentionTable.single("standard", LockMode.NONE, 0),
        new EvidenceSinkConfig.Topics(
            SEALED, Map.of("bootstrap.servers", topic.input().bootstrapServers()), SEAL_INTERVAL),
        EvidenceSinkConfig.Bounds.DEFAULT);
  }

  private StreamExecutionEnvironment environment() {
    StreamExecutionEnvironment env = RunningPolicyJob.environment(1, null);
    env.configure(
        new Configuration()
            .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, SEAL_INTERVAL)
            .set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem")
            .set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                work.resolve("checkpoints").toUri().toString()));
    return env;
  }

  private KafkaSource<ReceivedRecord> counted() {
    return Sources.of(topic.input(), new JobName("bench"), new CountedReads())
        .setTopics(TOPIC)
        .build();
  }
}
