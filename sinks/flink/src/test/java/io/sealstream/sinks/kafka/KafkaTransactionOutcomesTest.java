package io.sealstream.sinks.kafka;

import static org.apache.kafka.clients.admin.TransactionState.COMPLETE_COMMIT;
import static org.apache.kafka.clients.admin.TransactionState.EMPTY;
import static org.apache.kafka.clients.admin.TransactionState.PREPARE_COMMIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Set;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KafkaTransactionOutcomesTest {
  private static final KafkaCommittable PREPARED = new KafkaCommittable(7, (short) 3, "id", null);
  private static final Set<TransactionState> COMMITS = Set.of(PREPARE_COMMIT, COMPLETE_COMMIT);

  private static boolean committed(TransactionState state, long producer, int epoch) {
    return KafkaTransactionOutcomes.isCommitted(
        PREPARED,
        new TransactionDescription(
            0, state, producer, epoch, 60_000, OptionalLong.empty(), Set.of()));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("at the prepared epoch only a commit tells of a commit: Kafka 3's protocol")
  void theEpochIsThePreparedOne(TransactionState state) {
    assertThat(committed(state, 7, 3)).isEqualTo(COMMITS.contains(state));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("one above it a commit does, and an id without a transaction")
  void theEpochIsRaisedByOne(TransactionState state) {
    assertThat(committed(state, 7, 4)).isEqualTo(COMMITS.contains(state) || state == EMPTY);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("another producer's transaction, or a later one, tells nothing")
  void theTransactionIsAnother(TransactionState state) {
    assertThat(committed(state, 7, 5)).isFalse();
    assertThat(committed(state, 7, 2)).isFalse();
    assertThat(committed(state, 8, 3)).isFalse();
    assertThat(committed(state, 8, 4)).isFalse();
  }
}
