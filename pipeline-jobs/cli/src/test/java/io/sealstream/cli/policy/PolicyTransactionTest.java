package io.sealstream.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;

/** What is said where Kafka does not publish. */
class PolicyTransactionTest {
  @Test
  void whoMayNotUseTransactionsIsToldWhichRightIsMissing() {
    var denied = new TransactionalIdAuthorizationException("not authorized");
    assertThat(PolicyTransaction.why(denied))
        .contains(
            "Write and Describe",
            "TransactionalId",
            "'sealstream-policy-publish-' (pattern type prefixed)");
    assertThat(PolicyTransaction.why(new KafkaException("in an error state", denied)))
        .as("said later, of the transaction as a whole")
        .isEqualTo(PolicyTransaction.why(denied));
  }

  @Test
  void whoMayNotWriteIsTold() {
    assertThat(PolicyTransaction.why(new TopicAuthorizationException("not authorized")))
        .contains("Write and Describe on the topic");
  }

  @Test
  void aSilentCoordinatorIsTold() {
    assertThat(PolicyTransaction.why(new TimeoutException("60000ms")))
        .contains("transaction.state.log.replication.factor");
  }
}
