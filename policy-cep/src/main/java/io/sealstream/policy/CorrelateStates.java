package io.sealstream.policy;

import io.sealstream.policy.correlate.CorrelationState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/** The state of {@link CorrelateFunction}. Names are savepoint addresses: never edited. */
final class CorrelateStates {
  /** For each key the hits it holds; none where there are none. */
  static final ValueStateDescriptor<CorrelationState> HITS =
      new ValueStateDescriptor<>("hits-v1", new CorrelationStateSerializer());

  /** For each key the violations it told, by id, with the watermark at which each is forgotten. */
  static final MapStateDescriptor<String, Long> TOLD =
      new MapStateDescriptor<>("told-v1", Types.STRING, Types.LONG);

  /** The highest watermark that each task has seen. */
  static final ListStateDescriptor<Long> WATERMARK =
      new ListStateDescriptor<>("watermark-v1", Types.LONG);

  private CorrelateStates() {}
}
