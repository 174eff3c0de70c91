package io.sealstream.sinks.evidence;

import static io.sealstream.sinks.evidence.SampleRecords.P0;
import static io.sealstream.sinks.evidence.SampleRecords.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealstream.evidence.publish.BrokerView;
import io.sealstream.evidence.publish.BrokerView.Extent;
import io.sealstream.evidence.records.SealedTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the watch makes of a broker that fails. */
@Timeout(60)
class KafkaBrokerWatchTest {
  private static final Duration OFTEN = Duration.ofMillis(1);

  /** A broker that fails as it is told; its partition grows by one with every answer. */
  private static final class Broker implements KafkaBrokerWatch.Question {
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Mood mood;
    private volatile boolean closed;

    Broker(Mood mood) {
      this.mood = mood;
    }

    @Override
    public BrokerView ask() throws ExecutionException, TimeoutException {
      int end = asked.incrementAndGet();
      switch (mood) {
        case REFUSING -> throw new ExecutionException(new IOException("refused"));
        case SILENT -> throw new TimeoutException("silent");
        case BROKEN -> throw new IllegalStateException("left out a partition");
        case WELL -> {}
      }
      return new BrokerView(Map.of(P0, new Extent(0, end, 0)));
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private enum Mood {
    WELL,
    REFUSING,
    SILENT,
    BROKEN
  }

  private static long end(BrokerWatch watch) {
    return watch.latest().extent(P0).orElseThrow().end();
  }

  @ParameterizedTest
  @EnumSource(
      value = Mood.class,
      names = {"REFUSING", "SILENT", "BROKEN"})
  void aFailureLeavesTheViewAndTheWatchAsksOnUntilItIsAnswered(Mood failure) throws IOException {
    var broker = new Broker(Mood.WELL);
    try (var watch = KafkaBrokerWatch.open(broker, List.of(TOPIC), OFTEN)) {
      broker.mood = failure;
      // One question may have been under way as the mood changed.
      int at = broker.asked.get() + 1;
      await().until(() -> broker.asked.get() > at);
      long before = end(watch);
      await().until(() -> broker.asked.get() > at + 3);
      assertThat(end(watch)).isEqualTo(before);

      broker.mood = Mood.WELL;
      await().until(() -> end(watch) > before);
    }
    assertThat(broker.closed).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Mood.class,
      names = {"REFUSING", "SILENT", "BROKEN"})
  void aBrokerThatFailsAtOnceRefusesTheStartAndIsLetGo(Mood failure) {
    var broker = new Broker(failure);
    assertThatThrownBy(() -> KafkaBrokerWatch.open(broker, List.of(TOPIC), OFTEN))
        .isInstanceOfAny(IOException.class, IllegalStateException.class);
    assertThat(broker.closed).isTrue();
    assertThat(broker.asked).hasValue(1);
  }

  @Test
  void anAddressWhereNobodyListensRefusesTheStartInBoundedTime() {
    var nobody =
        new EvidenceSinkConfig.Topics(
            SealedTopics.ofEvents(List.of(TOPIC)),
            Map.of(
                "bootstrap.servers",
                "127.0.0.1:1",
                "request.timeout.ms",
                "300",
                "default.api.timeout.ms",
                "500"),
            OFTEN);
    assertThatThrownBy(() -> KafkaBrokerWatch.open(nobody).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Kafka does not describe [audit.events]");
  }
}
