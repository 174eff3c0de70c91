package io.sealstream.evidence.verify;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.evidence.format.BatchReader;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files an archive has, as listed before its seals are read. What no seal names stays here.
 * The keys of batch objects, heads files and notes are held in memory: the one part of verification
 * that grows with the archive.
 */
final class ArchiveFiles {
  private static final Pattern SCHEMA = Pattern.compile("schemas/[0-9a-f]{64}\\.avsc");
  private static final Pattern BATCH_NAME = Pattern.compile("(.+-\\d+)-(\\d{1,18})-[^/]+\\.avro");
  private static final BatchIdentity ANY =
      new BatchIdentity(TenantId.UNATTRIBUTED, BatchIdentity.DEFAULT_TIER, "any", 0);

  private final EvidenceStore store;
  private final Problems problems;
  private final TreeSet<String> objects = new TreeSet<>();
  private final TreeSet<String> heads = new TreeSet<>();
  private final TreeSet<String> strays = new TreeSet<>();
  private final TreeSet<String> notes = new TreeSet<>();
  private final LogReach reach = new LogReach();
  private long pending;

  ArchiveFiles(EvidenceStore store, Problems problems) throws IOException {
    this.store = store;
    this.problems = problems;
    store.list("").forEach(this::sort);
  }

  private void sort(String key) {
    if (key.startsWith(ArchiveLayout.EVENTS)) {
      objects.add(key);
    } else if (ArchiveLayout.headsEpoch(key) >= 0) {
      heads.add(key);
    } else if (key.startsWith(ArchiveLayout.NOTES) && ArchiveLayout.number(key) >= 0) {
      notes.add(key);
    } else if (!isKnown(key)) {
      strays.add(key);
    }
  }

  private boolean isKnown(String key) {
    return key.equals(ArchiveLayout.CHECKPOINT)
        || SCHEMA.matcher(key).matches()
        || reach.noted(key);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /** A seal names this object or heads file, under the newest note. */
  void named(String key) {
    objects.remove(key);
    heads.remove(key);
  }

  /** A seal past the newest note names this object. */
  void pending(String key) {
    pending += objects.remove(key) ? 1 : 0;
  }

  /**
   * Reports what nobody names, and counts what is still to be sealed.
   *
   * @param epochs under the newest note
   * @param pendingEpochs seals past it
   */
  long finish(
      long epochs,
      long pendingEpochs,
      Map<String, ArchiveSummary.Partition> covered,
      VerifyOptions options)
      throws IOException {
    // A heads file is written before its seal: past the note it is pending.
    heads.removeIf(key -> ArchiveLayout.headsEpoch(key) >= epochs);
    strays.addAll(heads);
    reach.report(epochs + pendingEpochs, problems);
    for (String key : strays) {
      if (isSeal(key)) {
        problems.add(VerdictCode.FORK, key, "a second seal for an epoch");
      } else {
        problems.add(VerdictCode.UNSEALED_OBJECT, key, "no seal names it");
      }
    }
    for (String key : options.level().includes(Level.L4) ? objects : new TreeSet<String>()) {
      if (isPastCoverage(key, covered)) {
        pending++;
      } else {
        unsealed(key);
      }
    }
    return pending;
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
}
