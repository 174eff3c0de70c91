package io.sealstream.jobs;

import static org.awaitility.Awaitility.await;

import io.sealstream.evidence.format.Coverage;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.publish.ArchiveHead;
import io.sealstream.evidence.records.SealedTopics;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.EvidenceStores;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.VerificationReport;
import io.sealstream.evidence.verify.VerifyOptions;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.RejectedCopies;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.registry.RegistryConfig;
import io.sealstream.sinks.evidence.EvidenceSink;
import io.sealstream.sinks.evidence.EvidenceSinkConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Evidence jobs on the cluster of the test, all sealing into one folder. */
final class SealingJob implements AutoCloseable {
  /** Static, as the jobs reach it through a function that travels to their tasks. */
  static final InMemorySchemaRegistryClient REGISTRY = new InMemorySchemaRegistryClient();

  private static final String ORIGIN = "test/log";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final String bootstrapServers;
  private final SealedTopics topics;
  private final EvidenceSinkConfig config;
  private final TrustFile trust;
  private final EvidenceStore archive;
  private final List<JobClient> jobs = new ArrayList<>();

  SealingJob(Path work, String bootstrapServers, SealedTopics topics) throws IOException {
    this.bootstrapServers = bootstrapServers;
    this.topics = topics;
    var signer = NoteSigner.generate(ORIGIN);
    Path key = work.resolve("key.pem");
    signer.writePem(key);
    String folder = work.resolve("archive").toString();
    this.trust = TrustFile.of(signer.key());
    this.archive = EvidenceStores.open(folder, Map.of());
    this.config =
        new EvidenceSinkConfig(
            new EvidenceSinkConfig.Archive(folder, Map.of()),
            new EvidenceSinkConfig.Log(ORIGIN, key.toString()),
            RetentionTable.single("standard", LockMode.NONE, 0),
            new EvidenceSinkConfig.Topics(
                topics, Map.of("bootstrap.servers", bootstrapServers), Duration.ofMillis(500)),
            EvidenceSinkConfig.Bounds.DEFAULT);
  }

  /** Starts one more, without state. */
  JobClient start(String name) throws Exception {
    var settings = new Configuration();
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
    var env = Environments.create(settings);
    env.setParallelism(1);
    var input =
        new InputConfig(
            bootstrapServers,
            RegistryConfig.of("http://localhost:1"),
            topics.names(),
            DecoderLimits.DEFAULT,
            TenantBinding.NONE);
    EvidenceTopology.build(
        env,
        new EvidenceTopology.Edges(
            Sources.sealed(input, topics, new JobName(name)),
            new EvidenceSink(config, () -> change -> {}),
            new DiscardingSink<>()),
        new ClassifyFunction(
            new EventDecoding(() -> REGISTRY, DecoderLimits.DEFAULT, TenantBinding.NONE),
            topics,
            new RejectedCopies(1 << 24)));
    JobClient job = env.executeAsync(name);
    jobs.add(job);
    return job;
  }

  /** The number of the newest seal; -1 before the first. */
  long epoch() {
    return head().map(ArchiveHead::epoch).orElse(-1L);
  }

  /** Waits until this many further epochs are sealed. */
  void awaitEpochs(int more) {
    long wanted = epoch() + more;
    await().atMost(PATIENCE).until(() -> epoch() >= wanted);
  }

  /** Up to where a partition is sealed; -1 for one that no seal lists. */
  long to(String topicPartition) {
    return head().stream()
        .flatMap(head -> head.seal().coverage().stream())
        .filter(covered -> covered.topicPartition().equals(topicPartition))
        .mapToLong(Coverage::to)
        .findFirst()
        .orElse(-1);
  }

  void awaitTo(String topicPartition, long to) {
    await().atMost(PATIENCE).until(() -> to(topicPartition), reached -> reached >= to);
  }

  private Optional<ArchiveHead> head() {
    try {
      return ArchiveHead.read(archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  VerificationReport verify() throws IOException {
    return EvidenceVerifier.verify(archive, trust, VerifyOptions.DEFAULT);
  }

  /** Cancels what still runs. */
  @Override
  public void close() throws Exception {
    for (JobClient job : jobs) {
      if (!job.getJobStatus().get().isGloballyTerminalState()) {
        job.cancel().get();
      }
    }
    archive.close();
  }
}
