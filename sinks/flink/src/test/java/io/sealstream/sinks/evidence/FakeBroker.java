package io.sealstream.sinks.evidence;

import io.sealstream.evidence.publish.BrokerView;
import io.sealstream.evidence.publish.BrokerView.Extent;
import io.sealstream.evidence.publish.PartitionId;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A broker whose view the test sets; counts how often it is asked. */
final class FakeBroker implements BrokerWatch {
  private final Map<PartitionId, Extent> latest = new TreeMap<>();
  private @Nullable BrokerView fresh;
  private boolean silent;
  private int asked;
  private boolean closed;

  /** A broker with partition 0, which has all offsets from 0. */
  static FakeBroker whole() {
    var broker = new FakeBroker();
    broker.list(SampleRecords.P0, new Extent(0, 1_000, 0));
    return broker;
  }

  void list(PartitionId partition, Extent extent) {
    latest.put(partition, extent);
  }

  /** What the next question is answered with. */
  void answer(PartitionId partition, Extent extent) {
    fresh = new BrokerView(Map.of(partition, extent));
  }

  void fallSilent() {
    silent = true;
  }

  int asked() {
    return asked;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public BrokerView latest() {
    return new BrokerView(latest);
  }

  @Override
  public BrokerView ask() throws IOException {
    asked++;
    if (silent) {
      throw new IOException("no answer");
    }
    return fresh == null ? latest() : fresh;
  }

  @Override
  public void close() {
    closed = true;
  }
}
