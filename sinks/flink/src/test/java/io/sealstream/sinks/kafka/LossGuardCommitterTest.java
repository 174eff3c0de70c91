package io.sealstream.sinks.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.junit.jupiter.api.Test;

class LossGuardCommitterTest {
  private final Map<String, Counter> counters = new TreeMap<>();

  /** Refuses ids that begin with "lost", fails on "broken", commits the others. */
  private static final class FakeConnector implements Committer<KafkaCommittable> {
    private final List<String> committed = new ArrayList<>();

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
      for (CommitRequest<KafkaCommittable> request : requests) {
        String id = request.getCommittable().getTransactionalId();
        if (id.startsWith("lost")) {
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

  /** Remembers what it was told. */
  private static final class Request implements Committer.CommitRequest<KafkaCommittable> {
    private final String id;
    private final List<String> told = new ArrayList<>();

    Request(String id) {
      this.id = id;
    }

    @Override
    public KafkaCommittable getCommittable() {
      return new KafkaCommittable(1, (short) 2, id, null);
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      told.add("dropped");
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      told.add("failed");
    }

    @Override
    public void retryLater() {
      told.add("retry");
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
      told.add("update");
    }

    @Override
    public void signalAlreadyCommitted() {
      told.add("already");
    }
  }

  private LossGuardCommitter guard(FakeConnector connector, boolean acceptLost) {
    var settings = new Transactions(Duration.ofMinutes(15), acceptLost);
    return new LossGuardCommitter(connector, "t", settings, new CountingGroup("", counters));
  }

  /** Keeps counters under their full names. */
  private static final class CountingGroup extends UnregisteredMetricsGroup {
    private final String prefix;
    private final Map<String, Counter> counters;

    CountingGroup(String prefix, Map<String, Counter> counters) {
      this.prefix = prefix;
      this.counters = counters;
    }

    @Override
    public MetricGroup addGroup(String name) {
      return new CountingGroup(prefix + name + ".", counters);
    }

    @Override
    public Counter counter(String name) {
      return counters.computeIfAbsent(prefix + name, key -> super.counter(name));
    }
  }

  private long counted() {
    assertThat(counters).containsOnlyKeys("sealstream.kafka.numTransactionsLost");
    return counters.values().iterator().next().getCount();
  }

  @Test
  void everyRequestIsTriedBeforeALossHaltsTheJobWithAllThatIsLost() {
    var connector = new FakeConnector();
    var first = new Request("lost-1");
    var last = new Request("lost-2");
    var guard = guard(connector, false);

    assertThatThrownBy(() -> guard.commit(List.of(first, new Request("good"), last)))
        .rootCause()
        .isInstanceOf(LostTransactionException.class)
        .hasMessageContaining("2 transaction(s) to topic t")
        .hasMessageContaining("lost-1 (producer 1, epoch 2; InvalidTxnStateException: aborted)")
        .hasMessageContaining("lost-2");
    assertThat(connector.committed).containsExactly("good");
    assertThat(first.told).isEmpty();
  }

  @Test
  void anAcceptedLossIsDroppedAndCounted() throws Exception {
    var lost = new Request("lost-1");
    var connector = new FakeConnector();

    guard(connector, true).commit(List.of(lost, new Request("good")));

    assertThat(lost.told).containsExactly("dropped");
    assertThat(connector.committed).containsExactly("good");
    assertThat(counted()).isEqualTo(1);
  }

  @Test
  void anotherFailureIsNoLossEvenWhereLossesAreAccepted() throws Exception {
    var broken = new Request("broken");

    guard(new FakeConnector(), true).commit(List.of(broken));

    assertThat(broken.told).containsExactly("failed");
    assertThat(counted()).isZero();
  }
}
