package io.sealstream.policy;

import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.Violation;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@link CorrelateFunction}, and before each checkpoint's barrier tells what came of hits: a
 * function has no such moment. State is the function's alone.
 */
final class CorrelateOperator extends KeyedProcessOperator<CorrelationKey, KeyedHit, Violation>
    implements BoundedOneInput {
  private static final long serialVersionUID = 1L;

  private final CorrelateFunction function;

  CorrelateOperator(CorrelateFunction function) {
    super(function);
    this.function = function;
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    summarise(checkpointId);
  }

  /** Behind the last watermark, and so behind all that it makes certain. */
  @Override
  public void endInput() {
    summarise(null);
  }

  private void summarise(@Nullable Long epoch) {
    var now = Instant.ofEpochMilli(getProcessingTimeService().getCurrentProcessingTime());
    RuntimeContext job = getRuntimeContext();
    var span = SummarySpan.ofTask(job.getJobInfo().getJobId(), job.getTaskInfo(), epoch);
    List<Tallies.Row> rows = function.takeTallies();
    for (Tallies.Row row : rows) {
      Decision summary = PublicationDecisions.summary(row, span, now);
      output.collect(PolicyEvaluation.DECISIONS, new StreamRecord<>(summary));
    }
  }
}
