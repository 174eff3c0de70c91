package io.sealstream.evidence.corpus;

import static io.sealstream.evidence.corpus.CorpusCase.lied;
import static io.sealstream.evidence.corpus.CorpusCase.made;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.RetentionRule;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.RetentionTerm;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.store.StorageClass;
import io.sealstream.evidence.verify.SampleArchive;
import java.util.List;

/**
 * A retention table that keeps records by what they are, and records kept as if they were others.
 */
final class ClassForgeries {
  private static final String EVENTS = BatchIdentity.DEFAULT_TIER;
  private static final String VIOLATIONS = "found";
  private static final String DECISIONS = "told";
  private static final String POLICIES = "rules";
  private static final String NO_EVENTS = "odd";

  /** Weaker is nothing here: what is wrong is that it is not as promised. */
  private static final RetentionTable TABLE =
      new RetentionTable(
          1,
          "alice",
          "ticket 1",
          List.of(
              rule(RetentionRule.ANY, "VIOLATION", VIOLATIONS, 10),
              rule(RetentionRule.ANY, "DECISION", DECISIONS, 3),
              rule("_sealstream", "POLICY", POLICIES, 30),
              rule(RetentionRule.ANY, "NO_EVENT", NO_EVENTS, 2),
              rule(RetentionRule.ANY, RetentionRule.ANY, EVENTS, 7)));

  private ClassForgeries() {}

  static List<CorpusCase> cases() {
    return List.of(
        made(
            "pass-retention-classes",
            "A table with tiers for violations, decisions and policies, and for what could not be"
                + " used in any topic.",
            () -> Exhibit.Archive.of(SampleArchive.dishonest(under(EVENTS, EVENTS)))),
        kept(
            "more-retention-violation",
            "Violations lie in the tier of events, kept as these are.",
            under(VIOLATIONS, EVENTS)),
        kept(
            "more-retention-decision",
            "Decisions lie in the tier of violations, and so longer than the table says.",
            under(DECISIONS, VIOLATIONS)),
        kept(
            "more-retention-policy",
            "Policies lie in the tier of decisions, kept as these are.",
            under(POLICIES, DECISIONS)),
        kept(
            "more-retention-event",
            "Events lie in the tier of violations, kept as these are.",
            under(EVENTS, VIOLATIONS)),
        named(
            "more-retention-class",
            "The newest seal names a table with a class that there is not.",
            text().replace("\"VIOLATION\"", "\"VIOLATIONS\"")),
        named(
            "more-retention-contradiction",
            "The newest seal names a table that keeps one tier of the platform's in two ways.",
            text().replace("\"tier\":\"rules\"", "\"tier\":\"told\"")));
  }

  private static RetentionRule rule(String tenant, String recordClass, String tier, int years) {
    return new RetentionRule(
        tenant,
        recordClass,
        tier,
        new RetentionTerm(LockMode.COMPLIANCE, years, StorageClass.STANDARD));
  }

  private static String text() {
    return TABLE.encode().toUtf8();
  }

  private static CorpusCase kept(String id, String what, FourTopics edits) {
    return lied(id, what, edits, VerdictCode.RETENTION_RULE);
  }

  private static CorpusCase named(String id, String what, String table) {
    return new CorpusCase(
        id, what, true, () -> RetentionForgeries.named(table), List.of(VerdictCode.NON_CANONICAL));
  }

  /** All four topics under the table, what belongs to one tier in another. */
  private static FourTopics under(String right, String wrong) {
    return new FourTopics() {
      @Override
      public RetentionTable table(long epoch) {
        return TABLE;
      }

      @Override
      public String tier(long epoch, String tier) {
        return tier.equals(right) ? wrong : tier;
      }
    };
  }
}
