package io.sealstream.sinks.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.sinks.CountingGroup;
import io.sealstream.sinks.RecordedRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.junit.jupiter.api.Test;

class LossGuardCommitterTest {
  private final CountingGroup counters = new CountingGroup();

  /** Refuses ids that begin with "lost" or "done", fails on "broken", commits the others. */
  private static final class FakeConnector implements Committer<KafkaCommittable> {
    private final List<String> committed = new ArrayList<>();

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
      for (CommitRequest<KafkaCommittable> request : requests) {
        String id = request.getCommittable().getTransactionalId();
        if (id.startsWith("lost") || id.startsWith("done")) {
          request.signalFailedWithKnownReason(new InvalidTxnStateException("aborted"));
        } else if (id.equals("broken")) {
          request.signalFailedWithUnknownReason(new IllegalArgumentException("no broker"));
        } else {
          committed.add(id);
        }
      }
    }

    @Override
    public void close() {}
  }

  private static RecordedRequest<KafkaCommittable> request(String id) {
    return RecordedRequest.of(new KafkaCommittable(1, (short) 2, id, null));
  }

  private LossGuardCommitter guard(FakeConnector connector, boolean acceptLost) {
    var settings = new Transactions(Duration.ofMinutes(15), acceptLost);
    return new LossGuardCommitter(
        connector,
        LossGuardCommitterTest::done,
        new LossGuardCommitter.Guarded("t", settings),
        counters);
  }

  /** The coordinator of these transactions committed those whose ids begin with "done". */
  private static Set<KafkaCommittable> done(Collection<KafkaCommittable> refused)
      throws IOException {
    if (refused.stream().anyMatch(asked -> asked.getTransactionalId().equals("done-unasked"))) {
      throw new IOException("no answer");
    }
    return refused.stream()
        .filter(asked -> asked.getTransactionalId().startsWith("done"))
        .collect(Collectors.toSet());
  }

  private long counted() {
    return counters.count("sealstream.kafka.numTransactionsLost");
  }

  @Test
  void everyRequestIsTriedBeforeALossHaltsTheJobWithAllThatIsLost() {
    var connector = new FakeConnector();
    var first = request("lost-1");
    var last = request("lost-2");
    var guard = guard(connector, false);

    assertThatThrownBy(() -> guard.commit(List.of(first, request("good"), last)))
        .rootCause()
        .isInstanceOf(LostTransactionException.class)
        .hasMessageContaining("2 transaction(s) to topic t")
        .hasMessageContaining("lost-1 (producer 1, epoch 2; InvalidTxnStateException: aborted)")
        .hasMessageContaining("lost-2");
    assertThat(connector.committed).containsExactly("good");
    assertThat(first.signals()).isEmpty();
  }

  @Test
  void anAcceptedLossIsDroppedAndCounted() throws Exception {
    var lost = request("lost-1");
    var connector = new FakeConnector();

    guard(connector, true).commit(List.of(lost, request("good")));

    assertThat(lost.signals()).containsExactly("failed, known");
    assertThat(connector.committed).containsExactly("good");
    assertThat(counted()).isEqualTo(1);
  }

  @Test
  void anotherFailureIsNoLossEvenWhereLossesAreAccepted() throws Exception {
    var broken = request("broken");

    guard(new FakeConnector(), true).commit(List.of(broken));

    assertThat(broken.signals()).containsExactly("failed, unknown");
    assertThat(counted()).isZero();
  }

  @Test
  void aRefusedTransactionThatIsCommittedIsDoneAndNoLoss() throws Exception {
    var done = request("done-1");

    guard(new FakeConnector(), false).commit(List.of(done, request("good")));

    assertThat(done.signals()).containsExactly("already committed");
    assertThat(counted()).isZero();
  }

  @Test
  void onlyWhatIsLostIsReportedBesideWhatIsCommitted() {
    var done = request("done-1");
    var guard = guard(new FakeConnector(), false);

    assertThatThrownBy(() -> guard.commit(List.of(done, request("lost-1"))))
        .rootCause()
        .hasMessageContaining("1 transaction(s) to topic t")
        .hasMessageNotContaining("done-1");
    assertThat(done.signals()).containsExactly("already committed");
    assertThat(counted()).isEqualTo(1);
  }

  @Test
  void aCoordinatorThatDoesNotAnswerFailsTheTaskAndDropsNothing() {
    var unasked = request("done-unasked");
    var guard = guard(new FakeConnector(), true);

    assertThatThrownBy(() -> guard.commit(List.of(unasked))).isExactlyInstanceOf(IOException.class);
    assertThat(unasked.signals()).isEmpty();
    assertThat(counted()).isZero();
  }
}
