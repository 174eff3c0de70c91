package io.sealstream.sinks.evidence;

import io.sealstream.evidence.publish.PendingEpoch;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;

/** A request of Flink's that notes what the committer signals. */
record RecordedRequest(PendingEpoch pending, List<String> signals)
    implements CommitRequest<PendingEpoch> {

  static RecordedRequest of(PendingEpoch pending) {
    return new RecordedRequest(pending, new ArrayList<>());
  }

  @Override
  public PendingEpoch getCommittable() {
    return pending;
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
  public void updateAndRetryLater(PendingEpoch other) {
    signals.add("update and retry");
  }

  @Override
  public void signalAlreadyCommitted() {
    signals.add("already committed");
  }
}
