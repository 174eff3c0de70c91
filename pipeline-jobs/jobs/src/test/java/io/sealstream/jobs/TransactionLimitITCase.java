package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.local.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The brokers' limit, before a real broker: the local stack's takes seven days. */
@Timeout(300)
class TransactionLimitITCase {
  private static KafkaServer kafka;

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start() throws IOException {
    Path target = Files.createDirectories(Path.of("target"));
    kafka = KafkaServer.start(Files.createTempDirectory(target, "limit"));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void aTimeoutUpToTheBrokersLimitPassesAndALongerOneIsTold() throws IOException {
    var limit = TransactionLimit.ask(kafka.bootstrapServers()).orElseThrow();

    assertThat(limit).isEqualTo(new TransactionLimit(Duration.ofDays(7)));
    assertThat(limit.check(Duration.ofDays(7))).isEmpty();
    assertThat(limit.check(Duration.ofDays(8)))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .contains(
                        "sealstream.kafka.transaction-timeout is PT192H",
                        "transaction.max.timeout.ms is PT168H (604800000 ms)",
                        "lower the one or raise the other"));
  }

  @Test
  void thePolicyJobRefusesAtOnce() {
    assertThatThrownBy(
            () ->
                PolicyJob.main(
                    new String[] {
                      "sealstream.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                      "sealstream.registry.urls=http://localhost:1",
                      "sealstream.policy.paths=" + folder,
                      "sealstream.policy.development=true",
                      "sealstream.policy.exactly-once=true",
                      "sealstream.kafka.transaction-timeout=8 d"
                    }))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("sealstream.kafka.transaction-timeout is PT192H");
  }
}
