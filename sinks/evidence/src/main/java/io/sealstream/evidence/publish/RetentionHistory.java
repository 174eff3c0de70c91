package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which retention tables a log went through, as its seals tell. A change is announced before the
 * first seal that names the new table, and again when publishing is repeated. One thread.
 */
public final class RetentionHistory {
  private final EvidenceStore store;
  private final RetentionAnnouncer announcer;
  private @Nullable Bytes sealed;

  RetentionHistory(EvidenceStore store, RetentionAnnouncer announcer) {
    this.store = store;
    this.announcer = announcer;
  }

  /**
   * The table of the newest seal.
   *
   * @return empty for an archive without seals
   */
  public static Optional<RetentionTable> newest(EvidenceStore store) throws IOException {
    Optional<ArchiveHead> head = ArchiveHead.read(store);
    return head.isEmpty() ? Optional.empty() : Optional.of(table(store, head.get().seal()));
  }

  /** What is wrong with going on from one table to another; empty if nothing is. */
  public static Optional<String> contradiction(RetentionTable from, RetentionTable to) {
    return to.mayFollow(from)
        ? Optional.empty()
        : Optional.of(
            "the archive is sealed under version %d of the retention table (%s); this one is version %d with another content (%s): give it a higher version"
                .formatted(
                    from.version(), from.sha256().toHex(), to.version(), to.sha256().toHex()));
  }

  /**
   * Announces the seal's table where it is another than the one before. The seal before is there.
   *
   * @param text of the table that the seal names
   * @throws EvidenceHaltException RETENTION_VERSION where it may not follow the one before
   */
  void before(EpochSeal seal, Bytes text) throws IOException {
    Bytes named = seal.provenance().retentionTable();
    if (Objects.equals(named, sealed)) {
      return;
    }
    RetentionTable table = RetentionTable.parse(text);
    @Nullable RetentionTable from = seal.epoch() == 0 ? null : table(store, previous(seal));
    if (!table.equals(from)) {
      if (from != null) {
        contradiction(from, table)
            .ifPresent(
                why -> {
                  throw new EvidenceHaltException(HaltCode.RETENTION_VERSION, why);
                });
      }
      Instant closed = Instant.ofEpochMilli(seal.closedAtMillis());
      announcer.announce(new RetentionChange(seal.epoch(), closed, from, table));
    }
  }

  /** The seal is published: what names the same table after it changes nothing. */
  void sealed(EpochSeal seal) {
    sealed = seal.provenance().retentionTable();
  }

  private EpochSeal previous(EpochSeal seal) throws IOException {
    String key = ArchiveLayout.seal(seal.epoch() - 1);
    return EpochSeal.parse(
        store.read(key).orElseThrow(() -> new IOException(key + " vanished while publishing")));
  }

  private static RetentionTable table(EvidenceStore store, EpochSeal seal) throws IOException {
    String key = ArchiveLayout.retention(seal.provenance().retentionTable());
    return store
        .read(key)
        .map(RetentionTable::parse)
        .orElseThrow(
            () ->
                new EvidenceHaltException(
                    HaltCode.ARCHIVE_BEHIND,
                    key + " is missing though a seal names it: somebody rolled the archive back"));
  }
}
