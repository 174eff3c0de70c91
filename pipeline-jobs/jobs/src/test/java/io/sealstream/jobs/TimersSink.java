package io.sealstream.jobs;

import io.sealstream.schemas.typeinfo.AvroRecordTypeInfo;
import io.sealstream.schemas.v1.Violation;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreWriteTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Takes violations as an operator would that waits for event time: sets a timer for the time of
 * each, behind a shuffle. What it sees can be read while the job runs, in the same JVM.
 */
final class TimersSink implements Sink<Violation>, SupportsPreWriteTopology<Violation> {
  private static final long serialVersionUID = 1L;

  /** Sinks travel by serialization; what they see does not. */
  private static final Map<String, Seen> RUNS = new ConcurrentHashMap<>();

  private final String run;

  /** Ids of events in the order of their arrival, those whose timer fired, and watermarks. */
  record Seen(Queue<String> events, Queue<String> fired, Queue<Long> watermarks) {}

  /** What the sink of one run sees goes under the run's name. */
  TimersSink(String run) {
    this.run = run;
  }

  static Seen seen(String run) {
    return RUNS.computeIfAbsent(
        run,
        name ->
            new Seen(
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>()));
  }

  @Override
  public DataStream<Violation> addPreWriteTopology(DataStream<Violation> violations) {
    return violations
        .keyBy(Violation::getAnchor, Types.STRING)
        .process(new Timers(run), AvroRecordTypeInfo.of(Violation.class))
        .uid("timers")
        .name("timers")
        .setParallelism(1);
  }

  @Override
  public SinkWriter<Violation> createWriter(WriterInitContext context) {
    return new WatermarkWriter(run);
  }

  private static final class Timers extends KeyedProcessFunction<String, Violation, Violation> {
    private static final long serialVersionUID = 1L;

    private final String run;

    Timers(String run) {
      this.run = run;
    }

    @Override
    public void processElement(Violation violation, Context context, Collector<Violation> out) {
      seen(run).events().add(violation.getAnchor());
      context.timerService().registerEventTimeTimer(violation.getTime().toEpochMilli());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Violation> out) {
      seen(run).fired().add(context.getCurrentKey());
    }
  }

  private record WatermarkWriter(String run) implements SinkWriter<Violation> {
    @Override
    public void write(Violation violation, SinkWriter.Context context) {
      throw new IllegalStateException("timers pass nothing on");
    }

    @Override
    public void writeWatermark(Watermark watermark) {
      seen(run).watermarks().add(watermark.getTimestamp());
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}
