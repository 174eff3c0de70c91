package io.sealstream.cli.policy;

import io.sealstream.schemas.ingest.EventImporter;
import io.sealstream.schemas.ingest.Ingest;
import io.sealstream.schemas.ingest.IngestReport;
import io.sealstream.schemas.ingest.InputSource;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.List;
import java.util.function.Consumer;

/** Logs in files, read as {@code ingest} does. */
record FileHistory(EventImporter importer, List<InputSource> sources) implements History {
  FileHistory {
    sources = List.copyOf(sources);
  }

  @Override
  public Reading read(Consumer<AuditEvent> each, Consumer<String> complaints) {
    IngestReport report =
        new Ingest(importer, each, bad -> complaints.accept(bad.toString())).run(sources);
    if (!report.unreadable().isEmpty()) {
      throw UnusableHistoryException.unreadable(
          report.unreadable().stream()
              .map(bad -> bad.source() + ": cannot be read: " + bad.why())
              .toList());
    }
    return new Reading(report.accepted(), report.rejected());
  }
}
