package io.sealstream.cli.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.cli.ConsoleRun;
import io.sealstream.local.KafkaServer;
import io.sealstream.local.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History on a topic of a real broker: native events, and one record that is none. */
class TopicHistoryITCase {
  private static final String TOPIC = "audit.events";
  private static final int SAMPLE = 200;

  @SuppressWarnings("NullAway.Init") // JUnit calls start() first.
  private static KafkaServer kafka;

  @SuppressWarnings("NullAway.Init") // JUnit calls start() first.
  private static RegistryServer registry;

  @TempDir private static Path folder = Path.of("");

  private static JsonNode first = new ObjectMapper().nullNode();
  private static long events;
  private static String undecodable = "";

  @BeforeAll
  static void start() throws Exception {
    kafka = KafkaServer.start(Path.of("target/it/history-kafka-" + UUID.randomUUID()));
    registry = RegistryServer.start(Path.of("target/it/history-registry-" + UUID.randomUUID()));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
    }
    events = ingested();
    undecodable = garbage();
    writePolicies();
  }

  @AfterAll
  static void stop() {
    try {
      registry.close();
    } finally {
      kafka.close();
    }
  }

  /** How many events the topic has then: those of the sample, and heartbeats. */
  private static long ingested() throws IOException {
    Path file = folder.resolve("sample.jsonl");
    ConsoleRun sample = ConsoleRun.of("sample", "--count=" + SAMPLE, "--out=" + file);
    assertThat(sample.exitCode()).as(sample.err()).isZero();
    var json = new ObjectMapper();
    for (String line : Files.readAllLines(file)) {
      JsonNode event = json.readTree(line);
      if (first.isNull() && event.at("/log_source/product").asText().equals("app")) {
        first = event;
      }
    }
    ConsoleRun run =
        ConsoleRun.of(
            "ingest",
            "--format=native",
            "--bootstrap=" + kafka.bootstrapServers(),
            "--registry=" + registry.url(),
            "--json",
            file.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode report = json.readTree(run.out());
    assertThat(report.get("accepted").asLong()).isEqualTo(SAMPLE);
    return SAMPLE + report.get("heartbeats").asLong();
  }

  /** Where a record lies that is no event. */
  private static String garbage() throws Exception {
    var bytes = new ByteArraySerializer();
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (var producer = new KafkaProducer<>(settings, bytes, bytes)) {
      var record = new ProducerRecord<byte[], byte[]>(TOPIC, "garbage".getBytes(UTF_8));
      return producer.send(record).get().toString();
    }
  }

  private static void writePolicies() throws IOException {
    String rule =
        """
        title: Happens
        id: happens
        logsource: {product: app}
        detection: {s: {action: '%s'}, condition: s}
        """;
    Files.writeString(folder.resolve("happens.yml"), rule.formatted(first.get("action").asText()));
    Files.writeString(
        folder.resolve("never.yml"),
        rule.replace("id: happens", "id: never").formatted("no_such_action"));
  }

  @Test
  void everyRecordIsJudgedOrNamed() {
    ConsoleRun run = run("backtest", TOPIC);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .allMatch(line -> line.startsWith("{\"policy\":\"happens\""))
        .anyMatch(line -> line.contains("[\"" + first.get("id").asText() + "\"]"));
    assertThat(run.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(undecodable + ": BAD_MAGIC: "),
            line ->
                assertThat(line)
                    .startsWith(
                        "%d read: %d events, 1 rejected; %d violations, "
                            .formatted(events + 1, events, run.out().lines().count())));
  }

  @Test
  void healthIsReportedOfIt() {
    ConsoleRun run = run("health", TOPIC);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .contains("never fired: never")
        .doesNotContain("never fired: happens");
    assertThat(run.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(undecodable + ": BAD_MAGIC: "),
            line ->
                assertThat(line)
                    .isEqualTo("%d read: %d events, 1 rejected".formatted(events + 1, events)));
  }

  @Test
  void anEventIsFoundOnItAndExplained() {
    ConsoleRun run = run("explain", TOPIC, "--event=" + first.get("id").asText());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .contains("happens@1 (rule, governs): violation", "never@1 (rule, governs): no match");
    assertThat(run.err()).startsWith(undecodable + ": BAD_MAGIC: ");
    ConsoleRun none = run("explain", TOPIC, "--event=nosuch");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("no event nosuch among " + events);
  }

  @Test
  void aTopicThatIsNotThereIsNamed() {
    ConsoleRun run = run("backtest", "nosuch");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .contains(kafka.bootstrapServers(), "nosuch");
  }

  private static ConsoleRun run(String command, String topic, String... more) {
    var all = new ArrayList<>(List.of("policy", command, "--topic=" + topic));
    all.addAll(List.of("--bootstrap-servers", kafka.bootstrapServers()));
    all.addAll(List.of("--registry", registry.url()));
    all.addAll(List.of("--policies", folder.resolve("happens.yml").toString()));
    all.add(folder.resolve("never.yml").toString());
    all.addAll(List.of(more));
    return ConsoleRun.of(all.toArray(String[]::new));
  }
}
