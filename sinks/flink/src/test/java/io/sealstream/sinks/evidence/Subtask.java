package io.sealstream.sinks.evidence;

import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** One of the parallel instances of an operator. */
record Subtask(int index, int parallelism) {
  static final int MAX_PARALLELISM = 4;
  static final Subtask ONLY = new Subtask(0, 1);

  /** This subtask's share, as Flink deals it, of what so many had as there are states. */
  OperatorSubtaskState shareOf(List<OperatorSubtaskState> states) throws Exception {
    var all =
        AbstractStreamOperatorTestHarness.repackageState(
            states.toArray(OperatorSubtaskState[]::new));
    return AbstractStreamOperatorTestHarness.repartitionOperatorState(
        all, MAX_PARALLELISM, states.size(), parallelism, index);
  }
}
