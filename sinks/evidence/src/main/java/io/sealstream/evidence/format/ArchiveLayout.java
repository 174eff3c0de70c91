package io.sealstream.evidence.format;

import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where every object of an archive lies. */
public final class ArchiveLayout {
  public static final String EVENTS = "events/";
  public static final String SEALS = "seal/";
  public static final String HEADS = "heads/";
  public static final String RECEIPTS = "receipt/";
  public static final String NOTES = "note/";
  public static final String TILES = "tile/";
  public static final String SCHEMAS = "schemas/";
  public static final String RETENTION = "retention/";
  public static final String HOLDS = "hold/";

  /** An unlocked hint to the newest note, overwritten at will: never evidence. */
  public static final String CHECKPOINT = "checkpoint";

  private static final Pattern HEADS_KEY = Pattern.compile("heads/(00\\d{18})-[0-9a-f]{64}\\.json");
  private static final DateTimeFormatter DATE = utc("uuuu-MM-dd");
  private static final DateTimeFormatter HOUR = utc("HH");

  private ArchiveLayout() {}

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  public static String seal(long epoch) {
    return SEALS + digits(epoch) + ".json";
  }

  /**
   * The heads file with these bytes. The hash is in the key because the file is written before its
   * seal: a run that crashed in between leaves one, and the run after it writes another.
   *
   * @param sha256 of the file, as the seal names it
   */
  public static String heads(long epoch, Bytes sha256) {
    return headsPrefix(epoch) + sha256.toHex() + ".json";
  }

  /** What the keys of all heads files of an epoch begin with. */
  public static String headsPrefix(long epoch) {
    return HEADS + digits(epoch) + "-";
  }

  /** The epoch in the key of a heads file; -1 for another key. */
  public static long headsEpoch(String key) {
    Matcher heads = HEADS_KEY.matcher(key);
    return heads.matches() ? Long.parseLong(heads.group(1)) : -1;
  }

  public static String receipt(long epoch) {
    return RECEIPTS + digits(epoch) + ".json";
  }

  /** The note over the log's first {@code size} seals. */
  public static String note(long size) {
    return NOTES + digits(size) + ".txt";
  }

  public static String schema(Bytes sha256) {
    return SCHEMAS + sha256.toHex() + ".avsc";
  }

  /** The retention table with this hash. */
  public static String retention(Bytes sha256) {
    return RETENTION + sha256.toHex() + ".json";
  }

  /** A record of what a case holds; records of a case are counted from 0. */
  public static String hold(String caseId, long record) {
    return HOLDS + caseId + "/" + digits(record) + ".json";
  }

  /** Folder of one tenant, tier and hour. */
  public static String hourPrefix(TenantId tenant, String tier, Instant epochOpened) {
    return EVENTS
        + "tenant="
        + tenant
        + "/tier="
        + tier
        + "/date="
        + DATE.format(epochOpened)
        + "/hour="
        + HOUR.format(epochOpened)
        + "/";
  }

  /**
   * Key of a batch object.
   *
   * @param epochOpened decides date and hour
   * @param from the batch's first offset
   * @param unique never used before: carries the run's id
   */
  public static String batch(BatchIdentity batch, Instant epochOpened, long from, String unique) {
    return hourPrefix(batch.tenant(), batch.tier(), epochOpened)
        + batch.topicPartition()
        + "-"
        + from
        + "-"
        + unique
        + ".avro";
  }

  /** Whether a key is where a batch that starts at this offset may lie. */
  public static boolean isBatchKey(String key, BatchIdentity batch, long from) {
    String start = EVENTS + "tenant=" + batch.tenant() + "/tier=" + batch.tier() + "/date=";
    String name = batch.topicPartition() + "-" + from + "-";
    Pattern rest =
        Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d/hour=\\d\\d/"
                + Pattern.quote(name)
                + "[A-Za-z0-9._-]{1,100}\\.avro");
    return key.startsWith(start) && rest.matcher(key.substring(start.length())).matches();
  }

  /**
   * The epoch or size in the name of a seal, receipt or note; -1 for another name. A number of more
   * than 18 digits is none: it might not fit.
   */
  public static long number(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    int dot = name.indexOf('.');
    return dot == 20 && name.substring(0, dot).matches("00\\d{18}")
        ? Long.parseLong(name.substring(0, dot))
        : -1;
  }

  /**
   * The highest epoch or size among the names under a prefix; -1 when there is none. Goes through
   * all of them.
   */
  public static long newest(EvidenceStore store, String prefix) throws IOException {
    long[] newest = {-1};
    store.forEachKey(prefix, key -> newest[0] = Math.max(newest[0], number(key)));
    return newest[0];
  }

  private static String digits(long number) {
    return String.format("%020d", number);
  }
}
