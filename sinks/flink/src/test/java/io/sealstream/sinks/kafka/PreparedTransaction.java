package io.sealstream.sinks.kafka;

import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessageTypeInfo;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/**
 * What checkpoint 1 of a job holds that wrote one record and crashed, before it committed unless
 * said otherwise.
 *
 * @param transaction the prepared transaction in it
 */
record PreparedTransaction<T>(
    LossGuardSink<T> sink,
    OperatorSubtaskState writer,
    OperatorSubtaskState committer,
    KafkaCommittable transaction) {

  static <T> PreparedTransaction<T> of(LossGuardSink<T> sink, T element) throws Exception {
    return of(sink, sink, element);
  }

  /** The same from a job that learned that the checkpoint is complete, and so did commit. */
  static <T> PreparedTransaction<T> committedByTheJob(LossGuardSink<T> sink, T element)
      throws Exception {
    return of(sink, sink, element, committer -> committer.notifyOfCompletedCheckpoint(1));
  }

  /** The same from a job whose sink is another one. */
  static <T, S extends Sink<T> & SupportsCommitter<KafkaCommittable>> PreparedTransaction<T> of(
      LossGuardSink<T> restored, S sink, T element) throws Exception {
    return of(restored, sink, element, committer -> {});
  }

  private static <T, S extends Sink<T> & SupportsCommitter<KafkaCommittable>>
      PreparedTransaction<T> of(
          LossGuardSink<T> restored, S sink, T element, BeforeTheCrash beforeTheCrash)
          throws Exception {
    try (var writer = writer(sink);
        var committer = committer(sink)) {
      writer.open();
      committer.open();
      writer.processElement(element, 0);
      writer.prepareSnapshotPreBarrier(1);
      List<CommittableMessage<KafkaCommittable>> messages = writer.extractOutputValues();
      for (CommittableMessage<KafkaCommittable> message : messages) {
        committer.processElement(message, 0);
      }
      var prepared =
          new PreparedTransaction<>(
              restored, writer.snapshot(1, 1), committer.snapshot(1, 1), transaction(messages));
      beforeTheCrash.run(committer);
      return prepared;
    }
  }

  /** What the job still did after the checkpoint. */
  private interface BeforeTheCrash {
    void run(
        OneInputStreamOperatorTestHarness<
                CommittableMessage<KafkaCommittable>, CommittableMessage<KafkaCommittable>>
            committer)
        throws Exception;
  }

  private static KafkaCommittable transaction(List<CommittableMessage<KafkaCommittable>> messages) {
    return messages.stream()
        .filter(CommittableWithLineage.class::isInstance)
        .map(message -> ((CommittableWithLineage<KafkaCommittable>) message).getCommittable())
        .findFirst()
        .orElseThrow();
  }

  /** The same checkpoint with another transaction in it. */
  PreparedTransaction<T> holding(KafkaCommittable other) throws Exception {
    try (var committing = committer(sink)) {
      committing.open();
      committing.processElement(new CommittableSummary<>(0, 1, 1, 1, 0), 0);
      committing.processElement(new CommittableWithLineage<>(other, 1, 0), 0);
      return new PreparedTransaction<>(sink, writer, committing.snapshot(1, 1), other);
    }
  }

  /** Restores the job from the checkpoint: first the writer, which aborts what came after it. */
  void restore() throws Exception {
    restore(sink);
  }

  /** Restores it under another configuration. */
  void restore(LossGuardSink<T> other) throws Exception {
    try (var restored = writer(other);
        var committing = committer(other)) {
      restored.setRestoredCheckpointId(1);
      restored.initializeState(writer);
      restored.open();
      committing.setRestoredCheckpointId(1);
      committing.initializeState(committer);
      committing.open();
    }
  }

  private static <T, S extends Sink<T> & SupportsCommitter<KafkaCommittable>>
      OneInputStreamOperatorTestHarness<T, CommittableMessage<KafkaCommittable>> writer(S sink)
          throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<T, CommittableMessage<KafkaCommittable>>(
            new SinkWriterOperatorFactory<>(sink));
    harness.setup(messages(sink));
    return harness;
  }

  private static OneInputStreamOperatorTestHarness<
          CommittableMessage<KafkaCommittable>, CommittableMessage<KafkaCommittable>>
      committer(SupportsCommitter<KafkaCommittable> sink) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<
            CommittableMessage<KafkaCommittable>, CommittableMessage<KafkaCommittable>>(
            new CommitterOperatorFactory<>(sink, false, true));
    harness.setup(messages(sink));
    return harness;
  }

  private static TypeSerializer<CommittableMessage<KafkaCommittable>> messages(
      SupportsCommitter<KafkaCommittable> sink) {
    return CommittableMessageTypeInfo.of(sink::getCommittableSerializer)
        .createSerializer(new SerializerConfigImpl());
  }
}
