package io.sealstream.evidence.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.RetentionRule;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.RetentionTerm;
import io.sealstream.evidence.store.BucketLifecycle;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.store.Placement;
import io.sealstream.evidence.store.StorageClass;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bucket rules of retention tables. Batch objects go some time after their lock; what proves others
 * (seals, heads files, notes, tiles, receipts, schemas, tables, holds) is never expired, for
 * without the first seal none of the later ones can be verified.
 *
 * @param prefix of the archive in its bucket; empty, or with a slash at its end
 * @param abortDays after which incomplete uploads are aborted
 */
public record LifecycleRules(String prefix, int abortDays) {
  /** What the rules' names begin with: others in a bucket are not ours. */
  public static final String OURS = "sealstream-";

  /** The longest year, so that no calendar makes a rule shorter than a lock. */
  private static final int DAYS_PER_YEAR = 366;

  /**
   * An upload may be opened long before its epoch closes, from when the lock counts: as long as an
   * incomplete upload may wait at all.
   */
  private int margin() {
    return abortDays + 1;
  }

  public LifecycleRules {
    if (abortDays < 1) {
      throw new IllegalArgumentException("abort days must be positive: " + abortDays);
    }
  }

  /** Days from the opening of an upload until an object of this term may go. */
  public int days(RetentionTerm term) {
    return DAYS_PER_YEAR * term.years() + margin();
  }

  /**
   * The rules of all these tables, as S3's API has them: of the one in force, and of earlier ones
   * under which there still are objects.
   */
  public List<Map<String, Object>> rules(Collection<RetentionTable> tables) {
    Map<String, RetentionTerm> byTag = new TreeMap<>();
    for (RetentionTable table : tables) {
      for (RetentionRule rule : table.rules()) {
        byTag.put(rule.term().tag(), rule.term());
      }
    }
    List<Map<String, Object>> rules = new ArrayList<>();
    byTag.forEach((tag, term) -> add(rules, tag, term));
    rules.add(rule("abort", prefix(""), "AbortIncompleteMultipartUpload", abort()));
    rules.add(canary());
    rules.add(
        rule(
            "hint",
            prefix(ArchiveLayout.CHECKPOINT),
            "NoncurrentVersionExpiration",
            Map.of("NoncurrentDays", 1)));
    return rules;
  }

  private void add(List<Map<String, Object>> rules, String tag, RetentionTerm term) {
    Map<String, Object> filter =
        Map.of(
            "And",
            Map.of(
                "Prefix",
                prefix + ArchiveLayout.EVENTS,
                "Tags",
                List.of(Map.of("Key", Placement.TAG, "Value", tag))));
    Map<String, Object> rule = named("events-" + tag, filter);
    if (term.mode() != LockMode.NONE) {
      rule.put("Expiration", Map.of("Days", days(term)));
      // Also for a version that somebody put another one on: then it is not current from that day.
      rule.put("NoncurrentVersionExpiration", Map.of("NoncurrentDays", days(term)));
    }
    if (term.storage() != StorageClass.STANDARD) {
      rule.put(
          "Transitions",
          List.of(
              Map.of(
                  "Days", term.storage().youngestDays(), "StorageClass", term.storage().name())));
    }
    if (rule.size() > named("", filter).size()) {
      rules.add(rule);
    }
  }

  private Map<String, Object> abort() {
    return Map.of("DaysAfterInitiation", abortDays);
  }

  private Map<String, Object> canary() {
    Map<String, Object> rule = named("canary", prefix("canary/"));
    rule.put("Expiration", Map.of("Days", 1));
    rule.put("NoncurrentVersionExpiration", Map.of("NoncurrentDays", 1));
    return rule;
  }

  private Map<String, Object> prefix(String rest) {
    return Map.of("Prefix", prefix + rest);
  }

  private static Map<String, Object> rule(
      String name, Map<String, Object> filter, String action, Map<String, Object> what) {
    Map<String, Object> rule = named(name, filter);
    rule.put(action, what);
    return rule;
  }

  private static Map<String, Object> named(String name, Map<String, Object> filter) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("ID", OURS + name);
    rule.put("Status", "Enabled");
    rule.put("Filter", filter);
    return rule;
  }

  /** Puts the rules of the tables on the archive's bucket; gives the names of others that stay. */
  public static List<String> apply(
      BucketLifecycle bucket, int abortDays, Collection<RetentionTable> tables) throws IOException {
    var rules = new LifecycleRules(bucket.prefix(), abortDays).rules(tables);
    return bucket.replace(OURS, new ObjectMapper().valueToTree(rules));
  }

  /** The document that {@code aws s3api put-bucket-lifecycle-configuration} takes. */
  public String json(Collection<RetentionTable> tables) {
    try {
      return new ObjectMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(Map.of("Rules", rules(tables)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of texts and numbers are JSON", e);
    }
  }
}
