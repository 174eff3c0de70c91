package io.sealstream.cli.policy;

import io.sealstream.cli.ConsoleRun;
import io.sealstream.local.KafkaServer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A broker for the tests of one class that publish policies, and what these do there. */
final class PublishBroker implements BeforeAllCallback, AfterAllCallback {
  private @Nullable KafkaServer kafka;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    kafka = KafkaServer.start(Path.of("target/it/publish-kafka-" + UUID.randomUUID()));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Objects.requireNonNull(kafka).close();
  }

  String bootstrap() {
    return Objects.requireNonNull(kafka, "started before all tests").bootstrapServers();
  }

  PoliciesTopic topic(String name) {
    return new PoliciesTopic(bootstrap(), name);
  }

  /** Publishes without signatures. */
  ConsoleRun publish(String topic, Path path) {
    return ConsoleRun.of(
        "policy",
        "publish",
        path.toString(),
        "--approver=bob",
        "--reason=r",
        "--development",
        "--author=alice",
        "--topic=" + topic,
        "--bootstrap=" + bootstrap());
  }

  ConsoleRun list(String topic) {
    return ConsoleRun.of("policy", "list", "--bootstrap=" + bootstrap(), "--topic=" + topic);
  }
}
