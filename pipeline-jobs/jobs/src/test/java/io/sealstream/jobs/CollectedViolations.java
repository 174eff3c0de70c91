package io.sealstream.jobs;

import io.sealstream.schemas.v1.Violation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Keeps what jobs of this Java write. */
final class CollectedViolations implements Sink<Violation> {
  private static final long serialVersionUID = 1L;
  private static final List<Violation> WRITTEN = new CopyOnWriteArrayList<>();

  /** So far, in the order in which they were written. */
  static List<Violation> written() {
    return List.copyOf(WRITTEN);
  }

  /** Forgets those of the test classes before this one, which run in the same Java. */
  static void clear() {
    WRITTEN.clear();
  }

  @Override
  public SinkWriter<Violation> createWriter(WriterInitContext context) {
    return new SinkWriter<>() {
      @Override
      public void write(Violation violation, Context unused) {
        WRITTEN.add(violation);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
