package io.sealstream.evidence.verify;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.evidence.format.BatchReader;
import io.sealstream.evidence.format.EntryCodec;
import io.sealstream.evidence.format.EpochSeal;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes proofs out of an archive. Checks nothing: whoever gets a proof does. Looks through the
 * objects in order, so it takes as long as reading the archive up to the event.
 */
public final class EventProver {
  private final EvidenceStore store;

  public EventProver(EvidenceStore store) {
    this.store = store;
  }

  /** Where an event was found, with its batch's leaves. */
  private record Found(SealedRow row, int index, List<Bytes> leaves) {}

  /**
   * Proves the first event of this id under the newest note; empty when there is none.
   *
   * @throws IOException when the archive cannot be read
   * @throws io.sealstream.evidence.EvidenceFormatException when it is damaged: verify it
   */
  public Optional<EventProof> prove(String eventId) throws IOException {
    long size = ArchiveLayout.newest(store, ArchiveLayout.NOTES);
    for (long epoch = 0; epoch < size; epoch++) {
      EpochSeal seal = EpochSeal.parse(require(ArchiveLayout.seal(epoch)));
      HeadsFile heads = HeadsFile.parse(require(seal.headsKey()));
      for (int i = 0; i < heads.heads().size(); i++) {
        NamedHead named = heads.heads().get(i);
        @Nullable Found found = find(named, eventId);
        if (found != null) {
          return Optional.of(proof(heads, i, found, size));
        }
      }
    }
    return Optional.empty();
  }

  private @Nullable Found find(NamedHead named, String eventId) throws IOException {
    BatchIdentity batch = named.identity();
    List<Bytes> leaves = new ArrayList<>();
    @Nullable Found found = null;
    try (InputStream in = store.open(named.head().objectKey())) {
      BatchReader reader = new BatchReader(in, BatchLimits.DEFAULT);
      var unused = reader.open(batch);
      for (Optional<SealedRow> next = reader.next(); next.isPresent(); next = reader.next()) {
        SealedRow row = next.get();
        var event = row.record().event();
        if (found == null && event != null && event.id().equals(eventId)) {
          found = new Found(row, leaves.size(), leaves);
        }
        leaves.add(row.entry(batch).leaf());
      }
    }
    return found;
  }

  private EventProof proof(HeadsFile heads, int head, Found found, long size) throws IOException {
    NamedHead named = heads.heads().get(head);
    Bytes note = require(ArchiveLayout.note(size));
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
        require(ArchiveLayout.seal(heads.epoch())),
        new SealLog(store::read).inclusion(heads.epoch(), checkpoint.size()),
        note,
        new EventProof.Disclosed(
            value == null ? Bytes.EMPTY : value, found.row().salts().value(), named.salt()));
  }

  private Bytes require(String key) throws IOException {
    return store
        .read(key)
        .orElseThrow(() -> new IOException("the archive lacks " + key + "; verify it first"));
  }
}
