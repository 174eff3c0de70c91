package io.sealstream.policy;

import io.sealstream.schemas.v1.Position;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.TaskInfo;
import org.jspecify.annotations.Nullable;

/**
 * What a summary counts. The name is part of the summary's id.
 *
 * @param epoch the checkpoint that it precedes; null at the end of a bounded input
 * @param positions for each partition the first offset that was judged and the first one behind;
 *     none of what is not counted by offsets
 */
record SummarySpan(String name, @Nullable Long epoch, List<Position> positions) {

  /** Of judged events: the same however the checkpoints that cut them off are numbered. */
  static SummarySpan ofEvents(List<Position> positions, @Nullable Long epoch) {
    String offsets =
        positions.stream()
            .map(at -> at.getTopic() + "-" + at.getPartition() + ":" + at.getOffset())
            .collect(Collectors.joining(" "));
    return new SummarySpan("match " + offsets, epoch, positions);
  }

  /**
   * Of what a task correlated since the checkpoint before. Another run of the job begins with the
   * same numbers: the run's id tells them apart.
   */
  static SummarySpan ofTask(JobID run, TaskInfo task, @Nullable Long epoch) {
    String name =
        "correlate %s %d/%d %s"
            .formatted(
                run, task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks(), epoch);
    return new SummarySpan(name, epoch, List.of());
  }
}
