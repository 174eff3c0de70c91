package io.sealstream.evidence.verify;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.evidence.format.BatchReader;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.hold.HoldLedger;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files an archive has, as listed before its seals are read, and which of them seals name.
 * Both are sorted outside of memory and then compared.
 */
final class ArchiveFiles implements AutoCloseable {
  private static final Pattern BY_HASH =
      Pattern.compile("schemas/[0-9a-f]{64}\\.avsc|retention/[0-9a-f]{64}\\.json");
  private static final Pattern BATCH_NAME = Pattern.compile("(.+-\\d+)-(\\d{1,18})-[^/]+\\.avro");
  private static final BatchIdentity ANY =
      new BatchIdentity(TenantId.UNATTRIBUTED, BatchIdentity.DEFAULT_TIER, "any", 0);

  private final EvidenceStore store;
  private final Level level;
  private final Problems problems;
  private final SortedNames notes = new SortedNames();
  private final SortedNames listed = new SortedNames();
  private final SortedNames strays = new SortedNames();
  private final SortedNames named = new SortedNames();
  private final SortedNames namedLater = new SortedNames();
  private final LogReach reach = new LogReach();
  private long pending;

  ArchiveFiles(EvidenceStore store, Level level, Problems problems) {
    this.store = store;
    this.level = level;
    this.problems = problems;
  }

  void list() throws IOException {
    store.forEachKey("", this::sort);
  }

  private void sort(String key) throws IOException {
    if (key.startsWith(ArchiveLayout.NOTES) && ArchiveLayout.number(key) >= 0) {
      notes.add(key);
    } else if (level.includes(Level.L3)) {
      if (isObject(key) || ArchiveLayout.headsEpoch(key) >= 0) {
        listed.add(key);
      } else if (!isKnown(key)) {
        strays.add(key);
      }
    }
  }

  private static boolean isObject(String key) {
    return key.startsWith(ArchiveLayout.EVENTS);
  }

  private boolean isKnown(String key) {
    return key.equals(ArchiveLayout.CHECKPOINT)
        || HoldLedger.isRecord(key)
        || BY_HASH.matcher(key).matches()
        || reach.noted(key);
  }

  SortedNames notes() {
    return notes;
  }

  /** A seal names this object or heads file, under the newest note. */
  void named(String key) throws IOException {
    named.add(key);
  }

  /** A seal past the newest note names this object. */
  void namedLater(String key) throws IOException {
    namedLater.add(key);
  }

  /**
   * Reports what nobody names, and counts what is still to be sealed.
   *
   * @param epochs under the newest note
   * @param pendingEpochs seals past it
   */
  long finish(long epochs, long pendingEpochs, Map<String, ArchiveSummary.Partition> covered)
      throws IOException {
    reach.report(epochs + pendingEpochs, problems);
    try (var keys = strays.read()) {
      for (String key = keys.next(); key != null; key = keys.next()) {
        stray(key);
      }
    }
    try (var keys = listed.read();
        var now = named.read();
        var later = namedLater.read()) {
      for (String key = keys.next(); key != null; key = keys.next()) {
        if (!now.reach(key)) {
          unnamed(key, later.reach(key), epochs, covered);
        }
      }
    }
    return pending;
  }

  private void unnamed(
      String key, boolean later, long epochs, Map<String, ArchiveSummary.Partition> covered)
      throws IOException {
    if (!isObject(key)) {
      // A heads file is written before its seal: past the note it is pending.
      if (ArchiveLayout.headsEpoch(key) < epochs) {
        stray(key);
      }
    } else if (later || (level.includes(Level.L4) && isPastCoverage(key, covered))) {
      pending++;
    } else if (level.includes(Level.L4)) {
      unsealed(key);
    }
  }

  private void stray(String key) throws IOException {
    if (isSeal(key)) {
      problems.add(VerdictCode.FORK, key, "a second seal for an epoch");
    } else {
      problems.add(VerdictCode.UNSEALED_OBJECT, key, "no seal names it");
    }
  }

  private boolean isSeal(String key) throws IOException {
    if (!key.startsWith(ArchiveLayout.SEALS)) {
      return false;
    }
    try {
      EpochSeal.parse(store.read(key).orElse(Bytes.EMPTY));
      return true;
    } catch (EvidenceFormatException e) {
      return false;
    }
  }

  private static boolean isPastCoverage(String key, Map<String, ArchiveSummary.Partition> covered) {
    Matcher name = BATCH_NAME.matcher(key.substring(key.lastIndexOf('/') + 1));
    if (!name.matches()) {
      return false;
    }
    ArchiveSummary.Partition partition = covered.get(name.group(1));
    return partition == null || Long.parseLong(name.group(2)) >= partition.to();
  }

  private void unsealed(String key) throws IOException {
    problems.add(VerdictCode.UNSEALED_OBJECT, key, "no seal names it");
    try (InputStream in = store.open(key)) {
      String own = new BatchReader(in, BatchLimits.DEFAULT).open(ANY);
      if (!own.equals(key)) {
        problems.add(VerdictCode.PATH_BIND, key, "the object says that it lies at " + own);
      }
    } catch (FileNotFoundException e) {
      problems.add(VerdictCode.UNSEALED_OBJECT, key, "it cannot be opened");
    } catch (EvidenceFormatException e) {
      problems.add(VerdictCode.UNSEALED_OBJECT, key, "it is no batch object either");
    }
  }

  @Override
  public void close() throws IOException {
    try (notes;
        listed;
        strays;
        named) {
      namedLater.close();
    }
  }
}
