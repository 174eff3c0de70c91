package io.sealstream.jobs;

import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.DecisionOutcome;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Keeps what jobs of this Java write. */
final class CollectedDecisions implements Sink<Decision> {
  private static final long serialVersionUID = 1L;
  private static final Set<DecisionOutcome> OF_FINDINGS =
      Set.of(DecisionOutcome.VIOLATION, DecisionOutcome.SUPPRESSED, DecisionOutcome.SHADOW);
  private static final List<Decision> WRITTEN = new CopyOnWriteArrayList<>();

  /** Those of findings so far, in the order in which they were written. */
  static List<Decision> written() {
    return WRITTEN.stream().filter(each -> OF_FINDINGS.contains(each.getOutcome())).toList();
  }

  /** Those of that outcome so far. */
  static List<Decision> of(DecisionOutcome outcome) {
    return WRITTEN.stream().filter(each -> each.getOutcome() == outcome).toList();
  }

  /** Forgets those of the test classes before this one, which run in the same Java. */
  static void clear() {
    WRITTEN.clear();
  }

  @Override
  public SinkWriter<Decision> createWriter(WriterInitContext context) {
    return new SinkWriter<>() {
      @Override
      public void write(Decision decision, Context unused) {
        WRITTEN.add(decision);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
