package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.ReceivedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.types.Either;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimeTest {
  private static final long NOON = 1_800_000_000_000L;
  private static final long MINUTE = 60_000;
  private static final EventTime TIME =
      new EventTime(Duration.ofMinutes(10), Duration.ofMinutes(1));
  private static final TimestampAssigner<Either<ReceivedRecord, DecodedEvent>> TIMES =
      TIME.createTimestampAssigner(UnregisteredMetricsGroup::new);

  private final ManualClock clock = new ManualClock(1);
  private final Recorded output = new Recorded();
  private final WatermarkGenerator<Either<ReceivedRecord, DecodedEvent>> generator =
      TIME.createWatermarkGenerator(new Surroundings(clock));

  /** What one partition says. */
  private static final class Recorded implements WatermarkOutput {
    private long watermark = Long.MIN_VALUE;
    private boolean idle;

    @Override
    public void emitWatermark(Watermark next) {
      assertThat(next.getTimestamp())
          .as("event time goes forward")
          .isGreaterThanOrEqualTo(watermark);
      watermark = next.getTimestamp();
      idle = false;
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }
  }

  private record Surroundings(RelativeClock clock) implements WatermarkGeneratorSupplier.Context {
    @Override
    public MetricGroup getMetricGroup() {
      return new UnregisteredMetricsGroup();
    }

    @Override
    public RelativeClock getInputActivityClock() {
      return clock;
    }
  }

  private void read(Either<ReceivedRecord, DecodedEvent> read) {
    generator.onEvent(read, TIMES.extractTimestamp(read, NOON + 365 * MINUTE), output);
    generator.onPeriodicEmit(output);
  }

  private void pass(Duration time) {
    clock.advanceTime(time);
    generator.onPeriodicEmit(output);
  }

  @Test
  void theNewestEventLessTheOutOfOrdernessIsTheWatermark() {
    read(Reads.good(NOON, NOON + MINUTE));
    assertThat(output.watermark).isEqualTo(NOON - 10 * MINUTE - 1);
    read(Reads.good(NOON - 10 * MINUTE, NOON + MINUTE));
    assertThat(output.watermark).as("ten minutes late").isEqualTo(NOON - 10 * MINUTE - 1);
    read(Reads.good(NOON + MINUTE, NOON + MINUTE));
    assertThat(output.watermark).isEqualTo(NOON - 9 * MINUTE - 1);
  }

  @Test
  void anEventAheadOfTheBrokerKeepsItsTimeAndCountsAsNow() {
    var ahead = Reads.good(NOON + 9 * MINUTE, NOON);
    assertThat(TIMES.extractTimestamp(ahead, NOON)).isEqualTo(NOON + 9 * MINUTE);
    read(ahead);
    assertThat(output.watermark).isEqualTo(NOON - 10 * MINUTE - 1);
  }

  @Test
  void whatIsNoEventMovesNothing() {
    read(Reads.good(NOON, NOON));
    read(Reads.undecodable(NOON + 60 * MINUTE));
    assertThat(output.watermark).isEqualTo(NOON - 10 * MINUTE - 1);
  }

  @Test
  void norDoesAnEventThatCannotBeHeldAgainstATimestamp() {
    read(Reads.good(NOON + 60 * MINUTE, -1));
    assertThat(output.watermark).isEqualTo(Long.MIN_VALUE);
    read(Reads.good(NOON, NOON));
    assertThat(output.watermark).isEqualTo(NOON - 10 * MINUTE - 1);
  }

  @Test
  void aPartitionWithoutEventsIsIdleAndAnEventEndsThat() {
    pass(Duration.ZERO);
    pass(Duration.ofSeconds(60));
    assertThat(output.idle).as("not longer than a minute").isFalse();
    pass(Duration.ofMillis(1));
    assertThat(output.idle).isTrue();
    read(Reads.good(NOON, NOON));
    assertThat(output.idle).isFalse();
    pass(Duration.ofSeconds(60));
    pass(Duration.ofSeconds(61));
    assertThat(output.idle).isTrue();
    assertThat(output.watermark).isEqualTo(NOON - 10 * MINUTE - 1);
  }

  @Test
  void whatIsNoEventIsNoSignOfLife() {
    pass(Duration.ZERO);
    for (int i = 0; i < 3; i++) {
      pass(Duration.ofSeconds(30));
      read(Reads.undecodable(NOON));
      read(Reads.good(NOON, -1));
    }
    assertThat(output.idle).isTrue();
  }

  @Test
  @DisplayName("the defaults take the latest of a hundred events of a real delivery")
  void defaults() {
    List<String> problems = new ArrayList<>();
    assertThat(EventTime.from(new Configuration(), problems)).isEqualTo(TIME);
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sealstream.policy.out-of-orderness, 366 d",
    "sealstream.policy.idle-after, 0 ms",
    "sealstream.policy.idle-after, 1 ns",
    "sealstream.policy.idle-after, 366 d"
  })
  void whatMakesNoSenseIsAProblemThatNamesTheKey(String key, String value) {
    var raw = new Configuration();
    raw.setString(key, value);
    List<String> problems = new ArrayList<>();
    var unused = EventTime.from(raw, problems);
    assertThat(problems).singleElement().asString().startsWith(key + " must lie between");
  }

  @Test
  void neitherDoesANegativeOutOfOrderness() {
    var raw = new Configuration();
    raw.set(PolicyOptions.OUT_OF_ORDERNESS, Duration.ofMillis(-1));
    List<String> problems = new ArrayList<>();
    var unused = EventTime.from(raw, problems);
    assertThat(problems).hasSize(1);
  }

  @Test
  void theBoundsThemselvesAreTaken() {
    var raw = new Configuration();
    raw.setString("sealstream.policy.out-of-orderness", "0 s");
    raw.setString("sealstream.policy.idle-after", "1 ms");
    List<String> problems = new ArrayList<>();
    assertThat(EventTime.from(raw, problems))
        .isEqualTo(new EventTime(Duration.ZERO, Duration.ofMillis(1)));
    assertThat(problems).isEmpty();
  }
}
