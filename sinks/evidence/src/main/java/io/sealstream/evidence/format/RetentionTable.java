package io.sealstream.evidence.format;

import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.store.StorageClass;
import io.sealstream.schemas.Bytes;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How long what is kept: the first rule that matches a record's tenant and class decides its tier,
 * lock and storage class. Of one tenant and tier all objects are kept alike. Every seal names the
 * table's hash, and {@code retention/<hash>.json} is the table.
 *
 * @param version grows with every change; 0 for a table made of the job's single settings
 * @param author who changed it
 * @param reason why
 * @param rules the last one matches everything
 */
public record RetentionTable(int version, String author, String reason, List<RetentionRule> rules)
    implements Serializable {
  public static final String FORMAT = "sealstream-retention/1";

  private static final String AUTHOR_OF_SETTINGS = "configuration";

  public RetentionTable {
    rules = List.copyOf(rules);
    if (version < 0) {
      throw new IllegalArgumentException("version must not be negative: " + version);
    }
    if (author.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException("author and reason must say who changed the table, why");
    }
    if (rules.isEmpty() || !rules.get(rules.size() - 1).matchesEverything()) {
      throw new IllegalArgumentException("the last rule must have tenant * and class *");
    }
    requireOneTermPerTier(rules);
  }

  /** The table of a job without one. */
  public static RetentionTable single(String tier, LockMode mode, int years) {
    var term = new RetentionTerm(mode, mode == LockMode.NONE ? 0 : years, StorageClass.STANDARD);
    var rule = new RetentionRule(RetentionRule.ANY, RetentionRule.ANY, tier, term);
    return new RetentionTable(
        0, AUTHOR_OF_SETTINGS, "settings tier, lock-mode and retention-years", List.of(rule));
  }

  /** The rules in a form to ask for many records. */
  public RetentionIndex index() {
    return new RetentionIndex(rules);
  }

  /** How what proves the objects is kept: as long and as hard as any of them. */
  public RetentionTerm longest() {
    LockMode mode = LockMode.NONE;
    int years = 0;
    for (RetentionRule rule : rules) {
      mode = rule.term().mode().compareTo(mode) > 0 ? rule.term().mode() : mode;
      years = Math.max(years, rule.term().years());
    }
    return new RetentionTerm(mode, years, StorageClass.STANDARD);
  }

  /** Every tier that a rule names. */
  public SortedSet<String> tiers() {
    var tiers = new TreeSet<String>();
    rules.forEach(rule -> tiers.add(rule.tier()));
    return tiers;
  }

  /**
   * Whether a log may go on from the earlier table to this one: the version says that it is new.
   */
  public boolean mayFollow(RetentionTable earlier) {
    return version > earlier.version()
        || (version == 0 && earlier.version() == 0)
        || equals(earlier);
  }

  /** RFC 8785 text: the body of {@code retention/<hash>.json}. */
  public Bytes encode() {
    return Jcs.bytes(
        Map.of(
            "author", author,
            "format", FORMAT,
            "reason", reason,
            "rules", rules.stream().map(RetentionRule::json).toList(),
            "version", version));
  }

  /** SHA-256 of the text, as seals name it. */
  public Bytes sha256() {
    return TreeHash.of(encode());
  }

  /**
   * Reads the RFC 8785 text.
   *
   * @throws io.sealstream.evidence.EvidenceFormatException with NON_CANONICAL
   */
  public static RetentionTable parse(Bytes text) {
    return Jcs.parse(
        "retention table", text, node -> read(new Fields(node)), RetentionTable::encode);
  }

  private static RetentionTable read(Fields json) {
    if (!json.text("format").equals(FORMAT)) {
      throw new IllegalArgumentException("format must be " + FORMAT);
    }
    return new RetentionTable(
        json.integer("version"),
        json.text("author"),
        json.text("reason"),
        json.objects("rules", RetentionTable::readRule));
  }

  private static RetentionRule readRule(Fields json) {
    return new RetentionRule(
        json.text("tenant"),
        json.text("class"),
        json.text("tier"),
        new RetentionTerm(
            LockMode.valueOf(json.text("lock_mode")),
            json.integer("years"),
            StorageClass.valueOf(json.text("storage_class"))));
  }

  /** By what is decided, not by patterns: a rule that an earlier one covers contradicts nothing. */
  private static void requireOneTermPerTier(List<RetentionRule> rules) {
    var index = new RetentionIndex(rules);
    for (String tenant : index.tenants()) {
      List<RetentionRule> reached = index.reached(tenant);
      for (RetentionRule rule : reached) {
        for (RetentionRule other : reached) {
          if (rule.tier().equals(other.tier()) && !rule.term().equals(other.term())) {
            throw new RetentionConflictException(
                rules.indexOf(rule),
                rules.indexOf(other),
                tenant.equals(RetentionIndex.OTHER) ? RetentionRule.ANY : tenant);
          }
        }
      }
    }
  }

  /** Positions of rules that decide nothing, since earlier ones match all that they do. */
  public List<Integer> unreachable() {
    RetentionIndex index = index();
    Set<RetentionRule> reached = new HashSet<>();
    index.tenants().forEach(tenant -> reached.addAll(index.reached(tenant)));
    return IntStream.range(0, rules.size())
        // Of two equal rules the first decides.
        .filter(i -> !reached.contains(rules.get(i)) || rules.indexOf(rules.get(i)) < i)
        .boxed()
        .toList();
  }
}
