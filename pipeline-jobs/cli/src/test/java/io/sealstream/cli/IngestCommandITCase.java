package io.sealstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.local.KafkaServer;
import io.sealstream.local.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sample and ingest against a Kafka and a registry of their own. */
class IngestCommandITCase {
  @SuppressWarnings("NullAway.Init") // JUnit calls start() first.
  private static KafkaServer kafka;

  @SuppressWarnings("NullAway.Init") // JUnit calls start() first.
  private static RegistryServer registry;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit injects it.
  private Path folder;

  @BeforeAll
  static void start() throws Exception {
    kafka = KafkaServer.start(Path.of("target/it/ingest-kafka-" + UUID.randomUUID()));
    registry = RegistryServer.start(Path.of("target/it/ingest-registry-" + UUID.randomUUID()));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("audit.events", 4, (short) 1))).all().get();
    }
  }

  @AfterAll
  static void stop() {
    try {
      registry.close();
    } finally {
      kafka.close();
    }
  }

  @Test
  void aGeneratedSampleIsTakenWholeAndABadLineIsNamed() throws IOException {
    Path file = folder.resolve("sample.jsonl");
    ConsoleRun sample =
        ConsoleRun.of("sample", "--count", "300", "--seed", "7", "--out", file.toString());
    assertThat(sample.exitCode()).as(sample.err()).isZero();
    ConsoleRun whole = ingest(file, "--json");
    assertThat(whole.exitCode()).as(whole.err()).isZero();
    assertThat(whole.out().strip())
        .isEqualTo(
            "{\"accepted\":300,\"rejected\":0,\"undated\":0,\"heartbeats\":3,\"unreadable\":0}");

    Files.writeString(file, "{\"tenant_id\":1}\n", StandardOpenOption.APPEND);
    ConsoleRun bad = ingest(file, "--strict");
    assertThat(bad.exitCode()).isEqualTo(1);
    assertThat(bad.err()).contains(file + ":301: ");
    assertThat(bad.out()).contains("300 accepted and durable on audit.events, 1 rejected");
  }

  @Test
  void whatIsNotThereIsExitTwoAndOneLine() throws IOException {
    Path none = folder.resolve("none");
    assertUnusable(ingest(none), "cannot read " + none);
    assertUnusable(
        ConsoleRun.of("ingest", "--format", "okta", "--bootstrap", "b", "--registry", "r", "-"),
        "no format okta; there are cloudtrail, envelope, native");
    assertUnusable(
        ingest(Files.writeString(folder.resolve("e.jsonl"), ""), "--topic", "none"),
        "Kafka at " + kafka.bootstrapServers() + ": topic none");
  }

  private static void assertUnusable(ConsoleRun run, String why) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1).first().asString().contains(why);
  }

  private static ConsoleRun ingest(Path input, String... more) {
    List<String> all = new ArrayList<>(List.of("ingest", "--format", "native"));
    all.addAll(List.of("--bootstrap", kafka.bootstrapServers(), "--registry", registry.url()));
    all.addAll(List.of(more));
    all.add(input.toString());
    return ConsoleRun.of(all.toArray(String[]::new));
  }
}
