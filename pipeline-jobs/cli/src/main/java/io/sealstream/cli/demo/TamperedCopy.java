package io.sealstream.cli.demo;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.evidence.format.BatchReader;
import io.sealstream.evidence.format.BatchRows;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.NamedHead;
import io.sealstream.evidence.format.SealedRow;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.records.RecordKind;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.EvidenceStores;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.Problem;
import io.sealstream.evidence.verify.VerifyOptions;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A copy of an archive in which one bit of one event is another, as somebody with write access to
 * the storage could have left it.
 *
 * @param folder where the copy lies
 * @param eventId whose value was changed
 */
record TamperedCopy(Path folder, String eventId) {

  /**
   * Copies and changes the copy.
   *
   * @throws IOException also when the archive has no event
   */
  static TamperedCopy of(EvidenceStore archive, Path folder) throws IOException {
    for (String key : archive.list("")) {
      Path file = folder.resolve(key);
      Files.createDirectories(file.getParent());
      try (InputStream from = archive.open(key)) {
        Files.copy(from, file);
      }
    }
    for (NamedHead head : heads(archive)) {
      if (head.head().records() != RecordKind.EVENTS) {
        continue;
      }
      List<SealedRow> rows = rows(archive, head);
      for (int at = rows.size() / 2; at < rows.size(); at++) {
        @Nullable SealedRow changed = changed(rows.get(at));
        if (changed != null && changed.record().event() != null) {
          rows.set(at, changed);
          write(folder, head.head().objectKey(), rows);
          return new TamperedCopy(folder, changed.record().event().id());
        }
      }
    }
    throw new IOException("the archive has no event that could be changed");
  }

  /**
   * What verification says of the copy.
   *
   * @param eventId whose value was changed
   * @param refusal the problem that names this event; empty when the change went unnoticed
   */
  record Outcome(String eventId, Optional<Problem> refusal) {}

  /** Verifies the copy as an auditor would. */
  Outcome verify(TrustFile trust) throws IOException {
    try (EvidenceStore store = EvidenceStores.open(folder.toString(), Map.of())) {
      return new Outcome(
          eventId,
          EvidenceVerifier.verify(store, trust, VerifyOptions.DEFAULT).problems().stream()
              .filter(problem -> problem.code() == VerdictCode.PAYLOAD_HASH)
              .filter(problem -> problem.where().endsWith(" event " + eventId))
              .findFirst());
    }
  }

  private static List<NamedHead> heads(EvidenceStore archive) throws IOException {
    List<NamedHead> heads = new ArrayList<>();
    for (String key : archive.list(ArchiveLayout.HEADS)) {
      archive.read(key).map(HeadsFile::parse).ifPresent(file -> heads.addAll(file.heads()));
    }
    return heads;
  }

  private static List<SealedRow> rows(EvidenceStore archive, NamedHead head) throws IOException {
    try (InputStream in = archive.open(head.head().objectKey())) {
      BatchReader reader = new BatchReader(in, BatchLimits.DEFAULT);
      var unused = reader.open(head.identity());
      List<SealedRow> rows = new ArrayList<>();
      for (Optional<SealedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        rows.add(row.get());
      }
      return rows;
    }
  }

  private static void write(Path folder, String key, List<SealedRow> rows) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(key))) {
      BatchRows file = new BatchRows(out, key);
      for (SealedRow row : rows) {
        file.add(row);
      }
      file.flush();
    }
  }

  /** The row with the lowest bit of the value's last byte flipped; null for one without value. */
  private static @Nullable SealedRow changed(SealedRow row) {
    SealableRecord record = row.record();
    ReceivedRecord received = record.received();
    @Nullable Bytes value = received.value();
    if (value == null || value.size() == 0) {
      return null;
    }
    byte[] bytes = value.toArray();
    bytes[bytes.length - 1] ^= 1;
    ReceivedRecord other =
        new ReceivedRecord(
            received.topic(),
            received.partition(),
            received.offset(),
            received.leaderEpoch(),
            received.timestampMillis(),
            received.timestampKind(),
            received.key(),
            Bytes.wrap(bytes),
            received.headers());
    return new SealedRow(
        new SealableRecord(other, record.tenant(), record.reason(), record.event()),
        row.salts(),
        row.leaf());
  }
}
