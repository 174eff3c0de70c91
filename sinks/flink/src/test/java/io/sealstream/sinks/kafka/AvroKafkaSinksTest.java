package io.sealstream.sinks.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.sinks.kafka.AvroKafkaSinks.Target;
import org.junit.jupiter.api.Test;

class AvroKafkaSinksTest {

  @Test
  void aBatchIsNeverLargerThanTheTopicTakes() {
    assertThat(batchBytes(50_000)).isEqualTo("50000");
    assertThat(batchBytes(1_048_588)).isEqualTo("131072");
  }

  private static String batchBytes(int maxRecordBytes) {
    var target = new Target("127.0.0.1:1", "audit.violations", "job", maxRecordBytes, null);
    return AvroKafkaSinks.producer(target).getProperty("batch.size");
  }
}
