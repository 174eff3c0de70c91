package io.sealstream.jobs;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.ReceivedRecord;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.BoundedOutOfOrdernessWatermarks;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.eventtime.WatermarksWithIdleness;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.types.Either;

/**
 * How far event time has come: in each partition as far as its newest event less the
 * out-of-orderness, and over all as far as in the partition that is furthest behind. Needs a source
 * that has an output for each split, as Kafka's has.
 *
 * <ul>
 *   <li>An event carries its own time. It moves the watermark up to the broker's timestamp of its
 *       record at most: a clock that is ahead must not make the events of others late.
 *   <li>What is no event, or has no timestamp to be held against, moves nothing and is no sign of
 *       life.
 *   <li>A partition that shows no sign of life for {@code idleAfter} does not hold the others back.
 *       Time that the job spends waiting for its own output does not count.
 * </ul>
 */
record EventTime(Duration outOfOrderness, Duration idleAfter)
    implements WatermarkStrategy<Either<ReceivedRecord, DecodedEvent>> {
  private static final Duration SHORTEST_IDLE = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  /** Reads and checks the options, and adds what is wrong to the problems. */
  static EventTime from(ReadableConfig raw, List<String> problems) {
    Duration outOfOrderness = raw.get(PolicyOptions.OUT_OF_ORDERNESS);
    if (outOfOrderness.isNegative() || outOfOrderness.compareTo(LONGEST) > 0) {
      problems.add(
          PolicyOptions.OUT_OF_ORDERNESS.key()
              + " must lie between 0 and 365 days: "
              + outOfOrderness);
    }
    Duration idleAfter = raw.get(PolicyOptions.IDLE_AFTER);
    if (idleAfter.compareTo(SHORTEST_IDLE) < 0 || idleAfter.compareTo(LONGEST) > 0) {
      problems.add(
          PolicyOptions.IDLE_AFTER.key() + " must lie between 1 ms and 365 days: " + idleAfter);
    }
    return new EventTime(outOfOrderness, idleAfter);
  }

  @Override
  public TimestampAssigner<Either<ReceivedRecord, DecodedEvent>> createTimestampAssigner(
      TimestampAssignerSupplier.Context context) {
    return (read, kafkaTimestamp) ->
        read.isRight() ? read.right().event().getTime().toEpochMilli() : kafkaTimestamp;
  }

  @Override
  public WatermarkGenerator<Either<ReceivedRecord, DecodedEvent>> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new OfEvents(
        new WatermarksWithIdleness<>(
            new BoundedOutOfOrdernessWatermarks<>(outOfOrderness),
            idleAfter,
            context.getInputActivityClock()));
  }

  /** Lets through what moves the watermark, as far as it may. */
  private record OfEvents(WatermarkGenerator<DecodedEvent> watermarks)
      implements WatermarkGenerator<Either<ReceivedRecord, DecodedEvent>> {

    @Override
    public void onEvent(
        Either<ReceivedRecord, DecodedEvent> read, long eventTime, WatermarkOutput output) {
      if (read.isLeft()) {
        return;
      }
      DecodedEvent event = read.right();
      if (event.timestampMillis() >= 0) {
        watermarks.onEvent(event, Math.min(eventTime, event.timestampMillis()), output);
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      watermarks.onPeriodicEmit(output);
    }
  }
}
