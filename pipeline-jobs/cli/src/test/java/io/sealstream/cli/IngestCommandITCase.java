package io.sealstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.local.KafkaServer;
import io.sealstream.local.RegistryServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Sample and ingest against a Kafka and a registry of their own. */
class IngestCommandITCase {
  @SuppressWarnings("NullAway.Init") // JUnit calls start() first.
  private static KafkaServer kafka;

  @SuppressWarnings("NullAway.Init") // JUnit calls start() first.
  private static RegistryServer registry;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit injects it.
  private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

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
    assertThat(run(new SampleCommand(), "--count", "300", "--seed", "7", "--out", file.toString()))
        .isZero();
    assertThat(ingest(file, "--json")).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("{\"accepted\":300,\"rejected\":0,\"heartbeats\":3,\"unreadable\":0}");

    Files.writeString(file, "{\"tenant_id\":1}\n", StandardOpenOption.APPEND);
    assertThat(ingest(file, "--strict")).isEqualTo(1);
    assertThat(err.toString()).contains(file + ":301: ");
    assertThat(out.toString()).contains("300 accepted and durable on audit.events, 1 rejected");
  }

  @Test
  void whatIsNotThereIsExitTwo() {
    assertThat(ingest(folder.resolve("none"))).isEqualTo(2);
    assertThat(
            run(
                new IngestCommand(),
                "--format",
                "okta",
                "--bootstrap",
                "b",
                "--registry",
                "r",
                "-"))
        .isEqualTo(2);
    assertThat(
            run(
                new IngestCommand(),
                "--format",
                "native",
                "--topic",
                "none",
                "--bootstrap",
                kafka.bootstrapServers(),
                "--registry",
                registry.url(),
                "-"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("topic none")
        .contains("format okta is not available; cloudtrail, envelope, native")
        .contains("cannot read");
  }

  private int ingest(Path file, String... more) {
    String[] fixed = {
      "--format",
      "native",
      "--bootstrap",
      kafka.bootstrapServers(),
      "--registry",
      registry.url(),
      file.toString()
    };
    String[] all = new String[fixed.length + more.length];
    System.arraycopy(more, 0, all, 0, more.length);
    System.arraycopy(fixed, 0, all, more.length, fixed.length);
    return run(new IngestCommand(), all);
  }

  private int run(Object command, String... arguments) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
