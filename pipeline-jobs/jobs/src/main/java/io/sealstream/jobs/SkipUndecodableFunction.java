package io.sealstream.jobs;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.ReceivedRecord;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Passes events on; counts and skips what could not be decoded. Such a record is not lost: the
 * evidence job, which reads the same topics with the same decoder, seals it in place and copies it
 * to {@code audit.rejected}. It alone does, so that each is there once.
 */
final class SkipUndecodableFunction
    extends ProcessFunction<Either<ReceivedRecord, DecodedEvent>, DecodedEvent> {
  private static final long serialVersionUID = 1L;

  private transient @Nullable Counter skipped;

  @Override
  public void open(OpenContext context) {
    skipped =
        getRuntimeContext()
            .getMetricGroup()
            .addGroup("sealstream")
            .addGroup("input")
            .counter("numRecordsUndecodable");
  }

  @Override
  public void processElement(
      Either<ReceivedRecord, DecodedEvent> read, Context context, Collector<DecodedEvent> out) {
    if (read.isRight()) {
      out.collect(read.right());
    } else {
      Objects.requireNonNull(skipped, "not opened").inc();
    }
  }

  /** As the metric {@code numRecordsUndecodable} says. */
  long numRecordsUndecodable() {
    return Objects.requireNonNull(skipped, "not opened").getCount();
  }
}
