package io.sealstream.evidence.verify;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchHead;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.evidence.format.BatchReader;
import io.sealstream.evidence.format.EntryCodec;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.NamedHead;
import io.sealstream.evidence.format.SealedRow;
import io.sealstream.evidence.log.SealLog;
import io.sealstream.evidence.merkle.InclusionProof;
import io.sealstream.evidence.note.Checkpoint;
import io.sealstream.evidence.note.SignedNote;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes proofs out of an archive. Checks nothing: whoever gets a proof does. Of each epoch it looks
 * into it reads the seal, the heads file and the batch objects that may have the event, whole.
 */
public final class EventProver {
  private final EvidenceStore store;
  private final SealedFiles files;

  public EventProver(EvidenceStore store) {
    this.store = store;
    this.files = new SealedFiles(store);
  }

  /** Where an event was found, with its batch's leaves. */
  private record Found(SealedRow row, int index, List<Bytes> leaves) {}

  /**
   * Proves the first event of this id under the newest note; empty when there is none. Reads the
   * archive up to the event.
   *
   * @throws IOException when the archive cannot be read
   * @throws io.sealstream.evidence.EvidenceFormatException when it is damaged: verify it
   */
  public Optional<EventProof> prove(String eventId) throws IOException {
    return first(eventId, head -> true);
  }

  /**
   * As {@link #prove(String)}, of events between two event times, both included. Reads all seals
   * and heads files up to the event, but only objects with such times.
   */
  public Optional<EventProof> prove(String eventId, Instant from, Instant to) throws IOException {
    return first(
        eventId,
        head ->
            !Instant.ofEpochMilli(head.maxTimeMillis()).isBefore(from)
                && !Instant.ofEpochMilli(head.minTimeMillis()).isAfter(to));
  }

  /**
   * Proves the event that lay at this place in Kafka. Of n seals it reads about log n, then one
   * heads file and the objects whose range has the offset: at most one per tenant and tier.
   *
   * @throws NotAtPlaceException when there is no such event there, saying what there is
   * @throws IOException when the archive cannot be read
   * @throws io.sealstream.evidence.EvidenceFormatException when it is damaged: verify it
   */
  public EventProof prove(String eventId, RecordPlace place) throws IOException {
    long size = files.size();
    HeadsFile heads = files.heads(new CoveringSeal(files, place).among(size));
    for (int i = 0; i < heads.heads().size(); i++) {
      NamedHead named = heads.heads().get(i);
      if (place.mayBeIn(named.head())) {
        @Nullable Found found =
            find(named, row -> row.record().received().offset() == place.offset());
        if (found != null) {
          requireId(found.row().record(), eventId, place);
          return proof(heads, i, found, size);
        }
      }
    }
    throw new NotAtPlaceException(
        "no record is sealed at %s: the marker or the rest of a transaction, or compacted away"
            .formatted(place));
  }

  private static void requireId(SealableRecord record, String eventId, RecordPlace place) {
    if (hasId(record, eventId)) {
      return;
    }
    var event = record.event();
    throw new NotAtPlaceException(
        event == null
            ? "the record at %s has no id: it is sealed as %s".formatted(place, record.reason())
            : "the record at %s has the id %s, not %s".formatted(place, event.id(), eventId));
  }

  private static boolean hasId(SealableRecord record, String eventId) {
    var event = record.event();
    return event != null && event.id().equals(eventId);
  }

  private Optional<EventProof> first(String eventId, Predicate<BatchHead> mayHaveIt)
      throws IOException {
    long size = files.size();
    for (long epoch = 0; epoch < size; epoch++) {
      HeadsFile heads = files.heads(files.seal(epoch));
      for (int i = 0; i < heads.heads().size(); i++) {
        NamedHead named = heads.heads().get(i);
        @Nullable Found found =
            mayHaveIt.test(named.head()) ? find(named, row -> hasId(row.record(), eventId)) : null;
        if (found != null) {
          return Optional.of(proof(heads, i, found, size));
        }
      }
    }
    return Optional.empty();
  }

  private @Nullable Found find(NamedHead named, Predicate<SealedRow> wanted) throws IOException {
    BatchIdentity batch = named.identity();
    List<Bytes> leaves = new ArrayList<>();
    @Nullable Found found = null;
    try (InputStream in = store.open(named.head().objectKey())) {
      BatchReader reader = new BatchReader(in, BatchLimits.DEFAULT);
      var unused = reader.open(batch);
      for (Optional<SealedRow> next = reader.next(); next.isPresent(); next = reader.next()) {
        SealedRow row = next.get();
        if (found == null && wanted.test(row)) {
          found = new Found(row, leaves.size(), leaves);
        }
        leaves.add(row.entry(batch).leaf());
      }
    }
    return found;
  }

  private EventProof proof(HeadsFile heads, int head, Found found, long size) throws IOException {
    NamedHead named = heads.heads().get(head);
    Bytes note = files.require(ArchiveLayout.note(size));
    Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note).text());
    if (checkpoint.size() != size) {
      throw new EvidenceFormatException(
          VerdictCode.ROLLBACK,
          ArchiveLayout.note(size) + " is a note over " + checkpoint.size() + " seals");
    }
    Bytes value = found.row().record().received().value();
    return new EventProof(
        EntryCodec.encode(found.row().entry(named.identity())),
        InclusionProof.of(found.leaves(), found.index()),
        named.head().encode(),
        InclusionProof.of(heads.hashes(), head),
        files.require(ArchiveLayout.seal(heads.epoch())),
        new SealLog(store::read).inclusion(heads.epoch(), checkpoint.size()),
        note,
        new EventProof.Disclosed(
            value == null ? Bytes.EMPTY : value, found.row().salts().value(), named.salt()));
  }
}
