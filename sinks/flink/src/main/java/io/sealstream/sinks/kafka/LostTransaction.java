package io.sealstream.sinks.kafka;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/**
 * A prepared transaction that the broker refused to commit.
 *
 * @param answer the client's name for the refusal, and its text
 */
record LostTransaction(String transactionalId, long producerId, short epoch, String answer) {

  static LostTransaction of(KafkaCommittable prepared, Throwable refusal) {
    return new LostTransaction(
        prepared.getTransactionalId(),
        prepared.getProducerId(),
        prepared.getEpoch(),
        refusal.getClass().getSimpleName() + ": " + refusal.getMessage());
  }

  /** What happened, what may be missing and what an operator can do. */
  static String report(String topic, Transactions settings, List<LostTransaction> lost) {
    return """
        Kafka does not commit %d transaction(s) to topic %s that a completed checkpoint holds as prepared: %s. \
        The records that this job wrote to the topic in them are missing, unless an earlier attempt had committed them. \
        Likely causes: the recovery took longer than %s (%s); another job uses the same transactional ids (see \
        sealstream.pipeline); the state is older than the brokers' transactional.id.expiration.ms. \
        Either start without state, while the input topics still hold the events: all is written again, what was there twice. \
        Or start from the last checkpoint with %s=true: what is missing stays missing."""
        .formatted(
            lost.size(),
            topic,
            lost.stream().map(LostTransaction::describe).collect(Collectors.joining(", ")),
            Transactions.TIMEOUT_KEY,
            settings.timeout(),
            Transactions.ACCEPT_LOST_KEY);
  }

  private String describe() {
    return "%s (producer %d, epoch %d; %s)".formatted(transactionalId, producerId, epoch, answer);
  }
}
