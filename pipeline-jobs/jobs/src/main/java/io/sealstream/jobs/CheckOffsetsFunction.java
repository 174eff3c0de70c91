package io.sealstream.jobs;

import io.sealstream.jobs.RetentionOptions.OnDeleted;
import io.sealstream.schemas.Place;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes records on, and tells when some were deleted between two that it saw: Kafka's consumer
 * jumps over them without a word. Offsets that transactions or compaction leave out are no loss;
 * the broker is asked, only where there is a gap, which of the two it is.
 *
 * <p>The expected offsets are state, so that what goes while the job is down is noticed too. What
 * was deleted before the first record that a job without state reads is not.
 */
final class CheckOffsetsFunction<T> extends ProcessFunction<T, T> implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(CheckOffsetsFunction.class);

  /** Topic, partition, next offset. A union: after a rescale another task may read a partition. */
  private static final ListStateDescriptor<Tuple3<String, Integer, Long>> EXPECTED =
      new ListStateDescriptor<>(
          "expected-offsets-v1", Types.TUPLE(Types.STRING, Types.INT, Types.LONG));

  private final Places<T> places;
  private final LogStarts.Factory broker;
  private final OnDeleted onDeleted;
  private final Map<String, Map<Integer, Position>> positions = new HashMap<>();
  private transient @Nullable ListState<Tuple3<String, Integer, Long>> state;
  private transient @Nullable LogStarts starts;
  private transient @Nullable Counter deleted;

  /** That of the record before, since records of a partition come in runs. */
  private transient @Nullable Position current;

  /** Says where an element lies. */
  interface Places<T> extends Serializable {
    Place of(T element);
  }

  /** What is expected next of a partition. */
  private static final class Position {
    private static final long UNKNOWN = -1;

    private final String topic;
    private final int partition;
    private long next = UNKNOWN;

    Position(String topic, int partition) {
      this.topic = topic;
      this.partition = partition;
    }

    boolean isOf(Place place) {
      return partition == place.partition() && topic.equals(place.topic());
    }
  }

  CheckOffsetsFunction(Places<T> places, LogStarts.Factory broker, OnDeleted onDeleted) {
    this.places = places;
    this.broker = broker;
    this.onDeleted = onDeleted;
  }

  /** As the job's options say. */
  static <T> CheckOffsetsFunction<T> of(ReadableConfig raw, InputConfig input, Places<T> places) {
    String bootstrapServers = input.bootstrapServers();
    return new CheckOffsetsFunction<>(
        places, () -> new KafkaLogStarts(bootstrapServers), raw.get(RetentionOptions.ON_DELETED));
  }

  @Override
  public void open(OpenContext context) {
    deleted =
        getRuntimeContext()
            .getMetricGroup()
            .addGroup("sealstream")
            .addGroup("input")
            .counter("numRecordsDeleted");
  }

  @Override
  public void processElement(T element, Context context, Collector<T> out) throws IOException {
    Place place = places.of(element);
    Position position = current;
    if (position == null || !position.isOf(place)) {
      position = position(place.topic(), place.partition());
      current = position;
    }
    if (position.next != Position.UNKNOWN && place.offset() > position.next) {
      checkGap(position, place.offset());
    }
    position.next = place.offset() + 1;
    out.collect(element);
  }

  private void checkGap(Position position, long offset) throws IOException {
    long afterLast = Math.min(offset, starts().of(position.topic, position.partition));
    long missing = afterLast - position.next;
    if (missing <= 0) {
      return;
    }
    Objects.requireNonNull(deleted, "not opened").inc(missing);
    String report =
        "%d records of %s-%d, offsets %d to %d, were deleted before this job read them"
            .formatted(missing, position.topic, position.partition, position.next, afterLast - 1);
    if (onDeleted == OnDeleted.HALT) {
      throw new SuppressRestartsException(
          new DeletedRecordsException(
              report
                  + ": it was behind or down for longer than the topic's retention. What the"
                  + " evidence job sealed of them is in the archive. To go on without them, start"
                  + " from the last checkpoint with "
                  + RetentionOptions.ON_DELETED.key()
                  + "=COUNT; then lengthen retention.ms"));
    }
    LOG.warn("{} is {}: {}", RetentionOptions.ON_DELETED.key(), onDeleted, report);
  }

  /** As the metric {@code numRecordsDeleted} says. */
  long numRecordsDeleted() {
    return Objects.requireNonNull(deleted, "not opened").getCount();
  }

  private LogStarts starts() {
    LogStarts open = starts;
    if (open == null) {
      open = broker.open();
      starts = open;
    }
    return open;
  }

  private Position position(String topic, int partition) {
    return positions
        .computeIfAbsent(topic, name -> new HashMap<>())
        .computeIfAbsent(partition, number -> new Position(topic, number));
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    var restored = context.getOperatorStateStore().getUnionListState(EXPECTED);
    for (Tuple3<String, Integer, Long> expected : restored.get()) {
      Position position = position(expected.f0, expected.f1);
      position.next = Math.max(position.next, expected.f2);
    }
    state = restored;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    List<Tuple3<String, Integer, Long>> expected = new ArrayList<>();
    for (Map<Integer, Position> ofTopic : positions.values()) {
      for (Position position : ofTopic.values()) {
        expected.add(Tuple3.of(position.topic, position.partition, position.next));
      }
    }
    Objects.requireNonNull(state, "not initialized").update(expected);
  }

  @Override
  public void close() {
    if (starts != null) {
      starts.close();
    }
  }
}
