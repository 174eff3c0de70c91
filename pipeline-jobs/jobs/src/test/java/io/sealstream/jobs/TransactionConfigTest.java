package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.sinks.kafka.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class TransactionConfigTest {
  private final List<String> problems = new ArrayList<>();

  private Transactions read(String... arguments) {
    return TransactionConfig.from(JobArguments.parse(arguments, PolicyOptions.ALL), problems);
  }

  @Test
  void theDefaultIsWhatAnUntouchedBrokerTakesAndLossIsNotAccepted() {
    assertThat(TransactionConfig.from(new Configuration(), problems))
        .isEqualTo(new Transactions(Duration.ofMinutes(15), false));
    assertThat(problems).isEmpty();
    assertThat(EvidenceOptions.ALL).containsAll(TransactionOptions.ALL);
  }

  @Test
  void bothCanBeSet() {
    assertThat(
            read(
                "sealstream.kafka.transaction-timeout=3 d",
                "sealstream.kafka.accept-lost-transactions=true"))
        .isEqualTo(new Transactions(Duration.ofDays(3), true));
    assertThat(problems).isEmpty();
  }

  @Test
  void aTransactionMustOutliveTwoCheckpointsAndFitIntoKafka() {
    read("sealstream.kafka.transaction-timeout=19 s");
    read("sealstream.kafka.transaction-timeout=1 min", "execution.checkpointing.interval=31 s");
    read("sealstream.kafka.transaction-timeout=25 d");

    assertThat(problems)
        .hasSize(3)
        .allMatch(p -> p.startsWith("sealstream.kafka.transaction-timeout must lie between"))
        .anyMatch(p -> p.contains("of PT10S and 24 days: PT19S"))
        .anyMatch(p -> p.contains("of PT31S"));
  }
}
