package io.sealstream.evidence.verify;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchHead;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.NamedHead;
import io.sealstream.evidence.format.RetentionIndex;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.RetentionTerm;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** L3 and L4 over retention: tables, and whether heads and records are kept as they say. */
final class RetentionCheck {
  private final EvidenceStore store;
  private final Problems problems;
  private @Nullable Bytes current;
  private @Nullable RetentionTable table;
  private @Nullable RetentionIndex index;
  private @Nullable RetentionTable previous;

  RetentionCheck(EvidenceStore store, Problems problems) {
    this.store = store;
    this.problems = problems;
  }

  /** Learns the table of the epoch; a table is read, and reported, once while seals name it. */
  void seal(EpochSeal seal) throws IOException {
    Bytes named = seal.provenance().retentionTable();
    if (Objects.equals(named, current)) {
      return;
    }
    current = named;
    if (table != null) {
      previous = table;
    }
    table = read(named).orElse(null);
    index = table == null ? null : table.index();
    if (table != null && previous != null && !table.mayFollow(previous)) {
      problems.add(
          VerdictCode.RETENTION_TABLE,
          ArchiveLayout.seal(seal.epoch()),
          "it goes from version %d of the retention table to another one of version %d"
              .formatted(previous.version(), table.version()));
    }
  }

  private Optional<RetentionTable> read(Bytes named) throws IOException {
    String key = ArchiveLayout.retention(named);
    Optional<Bytes> text = store.read(key);
    if (text.isEmpty() || !TreeHash.of(text.get()).equals(named)) {
      problems.add(VerdictCode.RETENTION_TABLE, key, "not the retention table that a seal names");
      return Optional.empty();
    }
    try {
      return Optional.of(RetentionTable.parse(text.get()));
    } catch (EvidenceFormatException e) {
      problems.add(key, e);
      return Optional.empty();
    }
  }

  /** That each batch of the epoch is locked as the table says, counted from the seal's close. */
  void heads(EpochSeal seal, HeadsFile heads) {
    if (index == null) {
      return;
    }
    for (NamedHead named : heads.heads()) {
      head(index, Instant.ofEpochMilli(seal.closedAtMillis()), named);
    }
  }

  private void head(RetentionIndex rules, Instant closed, NamedHead named) {
    BatchHead head = named.head();
    Optional<RetentionTerm> term = rules.termOf(named.tenant(), head.records(), head.tier());
    if (term.isEmpty()) {
      problems.add(
          VerdictCode.RETENTION_RULE,
          head.objectKey(),
          "the retention table gives %s of tenant %s no tier %s"
              .formatted(head.records().word(), named.tenant(), head.tier()));
    } else if (!term.get().from(closed).equals(head.lock())) {
      problems.add(
          VerdictCode.RETENTION_RULE,
          head.objectKey(),
          "locked %s until %s; by the retention table it must be %s until %s"
              .formatted(
                  head.lock().mode(),
                  head.lock().retainUntil(),
                  term.get().from(closed).mode(),
                  term.get().from(closed).retainUntil()));
    }
  }

  /** That a record lies in the tier that the table gives to its class. */
  void record(BatchIdentity batch, String recordClass, String where) {
    if (index == null) {
      return;
    }
    String tier = index.ruleFor(batch.tenant(), recordClass).tier();
    if (!tier.equals(batch.tier())) {
      problems.add(
          VerdictCode.RETENTION_RULE,
          where,
          "in tier %s; the retention table gives %s of tenant %s to %s"
              .formatted(batch.tier(), recordClass, batch.tenant(), tier));
    }
  }
}
