package io.sealstream.evidence.hold;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.HoldRecord;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the cases of an archive. Trusts nothing: a file under a record's name that is none is
 * refused. One under another name is not read; verification reports it as UNSEALED_OBJECT.
 */
public final class HoldLedger {
  private static final Pattern KEY =
      Pattern.compile("hold/([A-Za-z0-9][A-Za-z0-9._-]{0,63})/00\\d{18}\\.json");

  private HoldLedger() {}

  /** Whether it is the name of a record. */
  public static boolean isRecord(String key) {
    return KEY.matcher(key).matches();
  }

  /**
   * All cases, by name.
   *
   * @throws io.sealstream.evidence.EvidenceFormatException with NON_CANONICAL for a file that is no
   *     record, or of another case than its name says
   */
  public static List<HeldCase> read(EvidenceStore store) throws IOException {
    Map<String, List<HoldRecord>> cases = new TreeMap<>();
    for (String key : store.list(ArchiveLayout.HOLDS)) {
      Optional<HoldRecord> record = read(store, key);
      record.ifPresent(
          found -> cases.computeIfAbsent(found.caseId(), id -> new ArrayList<>()).add(found));
    }
    return cases.entrySet().stream()
        .map(entry -> new HeldCase(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Optional<HoldRecord> read(EvidenceStore store, String key) throws IOException {
    Matcher name = KEY.matcher(key);
    Optional<Bytes> text = store.read(key);
    if (!name.matches() || text.isEmpty()) {
      return Optional.empty();
    }
    HoldRecord record = HoldRecord.parse(text.get());
    if (!record.caseId().equals(name.group(1))) {
      throw new EvidenceFormatException(
          VerdictCode.NON_CANONICAL, key + " is a record of the case " + record.caseId());
    }
    return Optional.of(record);
  }
}
