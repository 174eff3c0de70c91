package io.sealstream.schemas.ingest;

import io.sealstream.schemas.ingest.IngestReport.Rejection;
import io.sealstream.schemas.ingest.IngestReport.Unreadable;
import io.sealstream.schemas.v1.AuditEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads inputs one after another, record by record, and hands each event on in the order in which
 * it was read. A bad record is reported and the next one is read; an input that cannot be read is
 * reported and the next one is opened.
 *
 * <p>For one thread.
 */
public final class Ingest {
  private final EventImporter importer;
  private final Consumer<AuditEvent> receiver;
  private final Consumer<Rejection> onRejected;

  private long accepted;
  private long rejected;
  private final List<Unreadable> unreadable = new ArrayList<>();

  /**
   * Wires an import.
   *
   * @param receiver takes an event, or refuses it with an {@link IllegalArgumentException}; what
   *     else it throws ends the import
   * @param onRejected is told of each record that was not taken, as it happens
   */
  public Ingest(
      EventImporter importer, Consumer<AuditEvent> receiver, Consumer<Rejection> onRejected) {
    this.importer = importer;
    this.receiver = receiver;
    this.onRejected = onRejected;
  }

  /** Imports everything. */
  public IngestReport run(List<InputSource> sources) {
    for (InputSource source : sources) {
      try (RecordReader reader = RecordReader.open(source.opener().open())) {
        readAll(source.name(), reader);
      } catch (IOException e) {
        unreadable.add(new Unreadable(source.name(), reason(e)));
      }
    }
    return new IngestReport(accepted, rejected, unreadable);
  }

  private void readAll(String source, RecordReader reader) throws IOException {
    for (Optional<RawRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
      RawRecord record = next.get();
      if (record instanceof RawRecord.Text text) {
        take(source, text);
      } else if (record instanceof RawRecord.Unreadable bad) {
        reject(new Rejection(source, bad.line(), bad.why()));
      }
    }
  }

  private void take(String source, RawRecord.Text text) {
    try {
      receiver.accept(importer.read(text.json()));
      accepted++;
    } catch (NotImportableException | IllegalArgumentException e) {
      reject(new Rejection(source, text.line(), String.valueOf(e.getMessage())));
    }
  }

  private void reject(Rejection rejection) {
    rejected++;
    onRejected.accept(rejection);
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
