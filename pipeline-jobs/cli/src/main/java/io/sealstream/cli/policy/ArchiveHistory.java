package io.sealstream.cli.policy;

import io.sealstream.cli.evidence.ArchiveAddress;
import io.sealstream.cli.evidence.TrustArgument;
import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.SealedEvents;
import io.sealstream.evidence.verify.VerificationReport;
import io.sealstream.evidence.verify.VerifyOptions;
import io.sealstream.schemas.v1.AuditEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A sealed archive: what its newest note covers. With a trust file it is verified at L4 before, and
 * exactly the epochs that were verified are read; without one nothing is, which is said.
 *
 * @param options of an S3 store
 */
record ArchiveHistory(String archive, Map<String, String> options, @Nullable Path trust)
    implements History {
  ArchiveHistory {
    options = Map.copyOf(options);
  }

  private static final class Counting implements SealedEvents.Receiver {
    private final Consumer<AuditEvent> each;
    private final Consumer<String> complaints;
    private long events;
    private long undecodable;

    Counting(Consumer<AuditEvent> each, Consumer<String> complaints) {
      this.each = each;
      this.complaints = complaints;
    }

    @Override
    public void event(AuditEvent event) {
      events++;
      each.accept(event);
    }

    @Override
    public void undecodable(String position, String why) {
      undecodable++;
      complaints.accept(position + ": " + why);
    }
  }

  @Override
  public Reading read(Consumer<AuditEvent> each, Consumer<String> complaints) throws IOException {
    var counting = new Counting(each, complaints);
    try (EvidenceStore store = ArchiveAddress.open(archive, options)) {
      var events = new SealedEvents(store);
      events.read(epochs(store, events, complaints), counting);
    } catch (EvidenceFormatException e) {
      throw UnusableHistoryException.untrusted(
          List.of("%s %s: %s".formatted(e.code(), archive, e.getMessage())));
    }
    return new Reading(counting.events, counting.undecodable);
  }

  private long epochs(EvidenceStore store, SealedEvents events, Consumer<String> notices)
      throws IOException {
    if (trust == null) {
      notices.accept(archive + ": nothing of it was verified; name a trust file with --trust");
      return events.published();
    }
    VerificationReport report =
        EvidenceVerifier.verify(store, TrustArgument.read(trust), VerifyOptions.DEFAULT);
    if (!report.ok()) {
      throw UnusableHistoryException.untrusted(report.lines());
    }
    return report.summary().epochs();
  }
}
