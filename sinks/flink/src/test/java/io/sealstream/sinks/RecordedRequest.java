package io.sealstream.sinks;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;

/** A request of Flink's that notes what the committer signals. */
public record RecordedRequest<C>(C committable, List<String> signals) implements CommitRequest<C> {

  public static <C> RecordedRequest<C> of(C committable) {
    return new RecordedRequest<>(committable, new ArrayList<>());
  }

  @Override
  public C getCommittable() {
    return committable;
  }

  @Override
  public int getNumberOfRetries() {
    return 0;
  }

  @Override
  public void signalFailedWithKnownReason(Throwable reason) {
    signals.add("failed, known");
  }

  @Override
  public void signalFailedWithUnknownReason(Throwable reason) {
    signals.add("failed, unknown");
  }

  @Override
  public void retryLater() {
    signals.add("retry");
  }

  @Override
  public void updateAndRetryLater(C other) {
    signals.add("update and retry");
  }

  @Override
  public void signalAlreadyCommitted() {
    signals.add("already committed");
  }
}
