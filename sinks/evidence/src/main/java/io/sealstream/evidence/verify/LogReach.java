package io.sealstream.evidence.verify;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many seals there must be for the seals, receipts and tiles that were listed, by their names.
 * Keeps the furthest of each kind only, so that memory does not grow.
 */
final class LogReach {
  private static final Pattern TILE =
      Pattern.compile("tile/(\\d{1,2})/((?:x\\d{3}/)*\\d{3})(?:\\.p/(\\d{1,3}))?");
  private static final int WIDTH_BITS = 8;
  private static final int MAX_LEVEL = 5;
  private static final int MAX_INDEX_DIGITS = 12;

  private final Map<String, Reach> furthest = new TreeMap<>();

  private record Reach(String key, long seals) {}

  /** Whether it is the name of a seal, receipt or tile; then it is kept in mind. */
  boolean noted(String key) {
    long seals = seals(key);
    if (seals <= 0) {
      return false;
    }
    furthest.merge(
        key.substring(0, key.indexOf('/')),
        new Reach(key, seals),
        (a, b) -> a.seals() >= b.seals() ? a : b);
    return true;
  }

  private static long seals(String key) {
    Matcher tile = TILE.matcher(key);
    if (tile.matches()) {
      return seals(tile);
    }
    long number = Math.max(0, ArchiveLayout.number(key));
    return key.equals(ArchiveLayout.seal(number)) || key.equals(ArchiveLayout.receipt(number))
        ? number + 1
        : 0;
  }

  private static long seals(Matcher tile) {
    int level = Integer.parseInt(tile.group(1));
    String index = tile.group(2).replaceAll("[x/]", "");
    if (level > MAX_LEVEL || index.length() > MAX_INDEX_DIGITS) {
      return Long.MAX_VALUE;
    }
    long width = tile.group(3) == null ? 1 << WIDTH_BITS : Long.parseLong(tile.group(3));
    long hashes = (Long.parseLong(index) << WIDTH_BITS) + width;
    int shift = level * WIDTH_BITS;
    return hashes > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : hashes << shift;
  }

  /** Reports what reaches beyond the seals that follow each other from the first on. */
  void report(long seals, Problems problems) {
    for (Reach reach : furthest.values()) {
      if (reach.seals() > seals) {
        problems.add(
            VerdictCode.UNSEALED_OBJECT,
            reach.key(),
            "only " + seals + " seals follow each other in the archive");
      }
    }
  }
}
