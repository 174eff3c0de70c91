package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.sealstream.local.KafkaServer;
import io.sealstream.policy.PolicyInputs;
import io.sealstream.policy.PolicySource;
import io.sealstream.schemas.codec.AvroTrust;
import io.sealstream.schemas.codec.AvroWireEncoder;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.registry.RegistryConfig;
import io.sealstream.schemas.v1.Actor;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.DecisionOutcome;
import io.sealstream.schemas.v1.Emitter;
import io.sealstream.schemas.v1.LogSource;
import io.sealstream.schemas.v1.Source;
import io.sealstream.schemas.v1.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The policy job with a correlation, from a real broker. */
@Timeout(300)
class CorrelationITCase {
  private static final String TOPIC = "audit.events";
  private static final InMemorySchemaRegistryClient REGISTRY = new InMemorySchemaRegistryClient();
  private static final PolicySource POLICIES =
      new PolicySource(
          "policies.yml",
          """
          title: Three reads
          id: three-reads
          correlation:
            {type: event_count, rules: [read], group-by: [actor.id], timespan: 10m, condition: {gte: 3}}
          ---
          title: A read
          name: read
          logsource: {product: app}
          detection: {s: {action: read_record}, condition: s}
          ---
          title: An export
          id: export
          logsource: {product: app}
          detection: {s: {action: export_folder}, condition: s}
          """);

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir static Path savepoints;
  private static KafkaServer kafka;

  @BeforeAll
  static void start() throws Exception {
    AvroTrust.establish();
    CollectedViolations.clear();
    CollectedDecisions.clear();
    Path target = Files.createDirectories(Path.of("target"));
    kafka = KafkaServer.start(Files.createTempDirectory(target, "correlation"));
    try (Admin admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
          .all()
          .get(60, TimeUnit.SECONDS);
    }
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  @DisplayName("a match begun before a savepoint completes after it")
  void aPartialMatchSurvivesASavepoint() throws Exception {
    produce(event("a", "read_record", 1), event("b", "read_record", 2));
    produce(event("x", "export_folder", 3));

    JobClient first = submit(null);
    awaitViolations(1);
    String savepoint =
        first
            .stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(120, TimeUnit.SECONDS);
    assertThat(CollectedViolations.written())
        .extracting(Violation::getPolicyId)
        .containsExactly("export");

    produce(event("c", "read_record", 4));
    JobClient second = submit(savepoint);
    awaitViolations(2);
    await().atMost(Duration.ofMinutes(2)).until(() -> CollectedDecisions.written().size() >= 2);
    second.cancel().get(120, TimeUnit.SECONDS);

    Violation found = CollectedViolations.written().get(1);
    assertThat(found.getPolicyId()).isEqualTo("three-reads");
    assertThat(found.getAnchor()).isEqualTo("c");
    assertThat(found.getEventIds()).containsExactly("a", "b", "c");
    assertThat(found.getGroup()).isEqualTo(Map.of("actor.id", "u-1"));
    assertThat(CollectedDecisions.written())
        .as("every violation has its decision")
        .extracting(Decision::getId, Decision::getOutcome)
        .containsExactlyInAnyOrderElementsOf(
            CollectedViolations.written().stream()
                .map(each -> tuple(each.getId(), DecisionOutcome.VIOLATION))
                .toList());
  }

  private static void awaitViolations(int count) {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> CollectedViolations.written().size() >= count);
  }

  private static JobClient submit(@Nullable String savepoint) throws Exception {
    var settings = new Configuration();
    if (savepoint != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    var input =
        new InputConfig(
            kafka.bootstrapServers(),
            RegistryConfig.of("http://localhost:1"),
            List.of(TOPIC),
            DecoderLimits.DEFAULT,
            TenantBinding.NONE);
    var env = Environments.create(settings);
    env.setParallelism(2);
    PolicyTopology.build(
        env,
        new PolicyTopology.Edges(
            Sources.decoded(
                input,
                new JobName("correlation"),
                new EventDecoding(() -> REGISTRY, DecoderLimits.DEFAULT, TenantBinding.NONE)),
            new CollectedViolations(),
            new CollectedDecisions()),
        new PolicyTopology.Reading(
            new EventTime(Duration.ofMinutes(1), Duration.ofMinutes(1)),
            CheckOffsetsFunction.of(new Configuration(), input, DecodingDeserializer::place)),
        new PolicyTopology.Policies(PolicyInputs.of(List.of(POLICIES)), Duration.ofMinutes(1)));
    return env.executeAsync("correlation");
  }

  private static void produce(byte[]... values) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (byte[] value : values) {
        producer.send(new ProducerRecord<>(TOPIC, value)).get(60, TimeUnit.SECONDS);
      }
    }
  }

  private static byte[] event(String id, String action, long second) {
    AuditEvent event =
        AuditEvent.newBuilder()
            .setId(id)
            .setTime(Instant.ofEpochSecond(second))
            .setTenantId("acme")
            .setService("files")
            .setAction(action)
            .setActor(Actor.newBuilder().setId("u-1").build())
            .setSource(Source.newBuilder().build())
            .setEmitter(new Emitter("test", 1L, 0L))
            .setLogSource(LogSource.newBuilder().setProduct("app").build())
            .build();
    return new AvroWireEncoder<AuditEvent>(
            REGISTRY, "audit.events-value", AuditEvent.getClassSchema())
        .encode(event);
  }
}
