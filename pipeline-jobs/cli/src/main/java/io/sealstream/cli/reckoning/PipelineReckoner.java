package io.sealstream.cli.reckoning;

import io.sealstream.cli.jobs.Await;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.VerificationReport;
import io.sealstream.evidence.verify.VerifyOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts what went in and what came out, at four places that know nothing of each other.
 *
 * @param kafka reads the topics
 * @param search asks the search node
 * @param archive is verified down to every record
 */
public record PipelineReckoner(
    KafkaReckoner kafka, SearchReckoner search, EvidenceStore archive, TrustFile trust) {

  /** Prefix of the data streams of events; the tenant follows. */
  private static final String STREAMS = "audit-events-";

  /**
   * Counts everything, the input first: what arrives meanwhile can only be too much.
   *
   * @param input which topics hold events, and what their records are judged by
   * @throws IOException when the archive or the search node cannot be read, or a document is
   *     indexed twice
   */
  public PipelineReckoning count(EventsInput input, OutputTopics outputs) throws IOException {
    EventsReckoning events = kafka.events(input.topics(), input.limits(), input.binding());
    var written = kafka.written(outputs.sealed());
    VerificationReport report = EvidenceVerifier.verify(archive, trust, VerifyOptions.DEFAULT);
    return new PipelineReckoning(
        events,
        written,
        kafka.rejected(outputs.rejected()),
        kafka.violations(outputs.violations()),
        report,
        documents(events.idsByTenant().keySet()));
  }

  /**
   * Counts again and again until everything adds up, because what a checkpoint has covered becomes
   * visible a little later.
   *
   * @return the last count, whether it adds up or not
   */
  public PipelineReckoning countOnceWhole(EventsInput input, OutputTopics outputs, Duration atMost)
      throws IOException {
    PipelineReckoning[] latest = {count(input, outputs)};
    boolean unused =
        Await.within(
            () -> {
              if (!latest[0].whole()) {
                latest[0] = count(input, outputs);
              }
              return latest[0].whole();
            },
            atMost);
    return latest[0];
  }

  private DocumentsReckoning documents(Set<String> tenants) throws IOException {
    search.refresh(STREAMS + "*");
    var ids = new TreeMap<String, Set<String>>();
    for (String tenant : tenants) {
      ids.put(tenant, search.ids(STREAMS + tenant));
    }
    return new DocumentsReckoning(search.count(STREAMS + "*"), ids);
  }
}
