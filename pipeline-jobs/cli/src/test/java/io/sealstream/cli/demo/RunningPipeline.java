package io.sealstream.cli.demo;

import io.sealstream.cli.jobs.Job;
import io.sealstream.cli.jobs.LocalSigningKey;
import io.sealstream.cli.jobs.StackJobs;
import io.sealstream.cli.reckoning.EventsInput;
import io.sealstream.cli.reckoning.KafkaReckoner;
import io.sealstream.cli.reckoning.OutputTopics;
import io.sealstream.cli.reckoning.PipelineReckoner;
import io.sealstream.cli.reckoning.PipelineReckoning;
import io.sealstream.cli.reckoning.SearchReckoner;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.publish.ArchiveHead;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.EvidenceStores;
import io.sealstream.local.FlinkCluster;
import io.sealstream.local.LocalHome;
import io.sealstream.local.LocalStack;
import io.sealstream.local.LocalTopics;
import io.sealstream.local.StackOptions;
import io.sealstream.local.StoreKind;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.ConfluentSchemaRegistryClient;
import io.sealstream.schemas.registry.RegistryConfig;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.v1.Decision;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The three jobs on a stack of their own, with one shared and one bound events topic. */
final class RunningPipeline implements AutoCloseable {
  /** Only {@link #BOUND_TENANT} may speak here. */
  static final String BOUND = "audit.events.bound";

  static final String BOUND_TENANT = "globex";
  private static final String BINDING = "audit\\.events\\.bound=" + BOUND_TENANT;
  private static final List<String> TOPICS = List.of(LocalTopics.EVENTS, BOUND);

  private final LocalStack stack;
  private final SchemaRegistryClient registry;
  private final EvidenceStore archive;
  private final TrustFile trust;
  private final Map<Job, String> ids = new EnumMap<>(Job.class);
  private final Map<Job, List<String>> operators = new EnumMap<>(Job.class);

  RunningPipeline() throws IOException {
    LocalHome home = LocalHome.find();
    Path work = Path.of("target", "it", "pipeline-" + UUID.randomUUID()).toAbsolutePath();
    stack =
        LocalStack.start(home, StackOptions.isolated(work, StoreKind.best()), System.out::println);
    try {
      LocalTopics.createEvents(bootstrap(), BOUND, 2);
      registry =
          new ConfluentSchemaRegistryClient(RegistryConfig.of(stack.endpoints().registryUrl()));
      archive = EvidenceStores.open(stack.endpoints().storeUri(), stack.endpoints().storeOptions());
      trust = TrustFile.read(LocalSigningKey.in(work).trust());
      submit(new StackJobs(home, work, stack.endpoints()));
    } catch (IOException | RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  private void submit(StackJobs jobs) throws IOException {
    for (Job job : Job.values()) {
      Map<String, String> set =
          Map.of(
              "sealstream.input.topics",
              String.join(";", TOPICS),
              "sealstream.input.tenant-bindings",
              BINDING,
              job == Job.EVIDENCE
                  ? "sealstream.evidence.seal-interval"
                  : "execution.checkpointing.interval",
              "2 s");
      ids.put(job, jobs.submit(job, set));
    }
    for (Map.Entry<Job, String> submitted : ids.entrySet()) {
      operators.put(submitted.getKey(), jobs.awaitRunning(submitted.getValue()));
    }
  }

  String bootstrap() {
    return stack.endpoints().bootstrapServers();
  }

  /** What {@code audit.decisions} holds now. */
  Map<String, Decision> decisions() {
    return new KafkaReckoner(bootstrap(), registry()).decisions("audit.decisions");
  }

  SchemaRegistryClient registry() {
    return registry;
  }

  FlinkCluster flink() {
    return stack.flink().orElseThrow();
  }

  /** Names of the vertices that the cluster shows for a job. */
  List<String> operators(Job job) {
    return operators.getOrDefault(job, List.of());
  }

  /** How often each job was restored from a checkpoint. */
  List<Long> restores() {
    return ids.values().stream().map(id -> flink().rest().restoredCheckpoints(id)).toList();
  }

  /** Records sealed so far, in all topics. */
  long sealed() throws IOException {
    return ArchiveHead.read(archive)
        .map(head -> head.ends().values().stream().mapToLong(Long::longValue).sum())
        .orElse(0L);
  }

  /** Waits until the jobs have done everything, and counts until it adds up or time is up. */
  PipelineReckoning reckon() throws IOException {
    new Settling(bootstrap(), archive, System.out::println).await(TOPICS, Duration.ofMinutes(5));
    var reckoner =
        new PipelineReckoner(
            new KafkaReckoner(bootstrap(), registry),
            new SearchReckoner(URI.create(stack.endpoints().searchUrl())),
            archive,
            trust);
    var input =
        new EventsInput(TOPICS, DecoderLimits.DEFAULT, TenantBinding.parse(List.of(BINDING)));
    var outputs =
        new OutputTopics(
            LocalTopics.REJECTED,
            LocalTopics.VIOLATIONS,
            List.of(LocalTopics.VIOLATIONS, LocalTopics.DECISIONS, LocalTopics.POLICIES));
    return reckoner.countOnceWhole(input, outputs, Duration.ofSeconds(60));
  }

  @Override
  public void close() {
    registry.close();
    archive.close();
    stack.close();
  }
}
