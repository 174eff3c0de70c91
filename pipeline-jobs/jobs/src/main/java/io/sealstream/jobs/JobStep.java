package io.sealstream.jobs;

import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * One operator of a job. Each job has an enum of them, sources and sinks included; auto-generated
 * uids are off, so a forgotten label fails the build of the graph. A uid is a savepoint address:
 * append-only, never renamed.
 */
interface JobStep {
  String uid();

  String title();

  default <T> SingleOutputStreamOperator<T> label(SingleOutputStreamOperator<T> operator) {
    return operator.uid(uid()).name(title());
  }

  default <T> DataStreamSink<T> label(DataStreamSink<T> sink) {
    return sink.uid(uid()).name(title());
  }
}
