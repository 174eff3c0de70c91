package io.sealstream.evidence.corpus;

import static io.sealstream.evidence.corpus.CorpusCase.lied;
import static io.sealstream.evidence.corpus.CorpusCase.made;
import static io.sealstream.evidence.corpus.CorpusCase.tampered;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.RetentionRule;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.RetentionTerm;
import io.sealstream.evidence.hold.CaseHolds;
import io.sealstream.evidence.hold.CaseHolds.Order;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.store.StorageClass;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.evidence.verify.SampleArchive.Edits;
import io.sealstream.evidence.verify.SampleRecords;
import io.sealstream.evidence.verify.SampleTables;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Records kept shorter, weaker or elsewhere than the retention table says, and other tables. */
final class RetentionForgeries {
  private static final String KEY = ArchiveLayout.retention(SampleArchive.TABLE.sha256());

  private static final TenantId ACME = new TenantId("acme");
  private static final Instant FROM = Instant.EPOCH;
  private static final Instant TO = Instant.parse("9999-12-31T23:59:59Z");

  private RetentionForgeries() {}

  static List<CorpusCase> cases() {
    List<CorpusCase> cases = new ArrayList<>(tables());
    cases.addAll(locks());
    cases.addAll(honest());
    return cases;
  }

  private static List<CorpusCase> tables() {
    return List.of(
        tampered(
            "more-hold-form",
            "A record of a hold is not canonical.",
            archive -> archive.store.tamper(ArchiveLayout.hold("case-1", 0), Bytes.utf8("{}")),
            VerdictCode.NON_CANONICAL),
        tampered(
            "more-hold-name",
            "A file lies among the holds that has no record's name.",
            archive -> archive.store.tamper("hold/case-1/note.json", Bytes.utf8("{}")),
            VerdictCode.UNSEALED_OBJECT),
        tampered(
            "more-retention-missing",
            "The retention table that the seals name is removed.",
            archive -> archive.store.remove(KEY),
            VerdictCode.RETENTION_TABLE),
        tampered(
            "more-retention-other",
            "Another retention table lies where the seals' one should.",
            archive -> archive.store.tamper(KEY, SampleTables.of(1, 1).encode()),
            VerdictCode.RETENTION_TABLE),
        new CorpusCase(
            "more-retention-form",
            "The newest seal names a retention table with white space.",
            true,
            () -> named(SampleArchive.TABLE.encode().toUtf8().replaceFirst("^\\{", "{ ")),
            List.of(VerdictCode.NON_CANONICAL)),
        lied(
            "more-retention-version",
            "The job goes on under another table of the same version.",
            later(SampleTables.of(1, 8)),
            VerdictCode.RETENTION_TABLE));
  }

  /** The newest seal names this as its retention table. */
  static Exhibit named(String table) throws IOException {
    Bytes text = Bytes.utf8(table);
    Bytes hash = TreeHash.of(text);
    SampleArchive archive =
        SampleArchive.dishonest(
            Lies.seal(
                4,
                seal ->
                    ((ObjectNode) seal.path("provenance")).put("retention_table", hash.toHex())));
    archive.store.tamper(ArchiveLayout.retention(hash), text);
    return Exhibit.Archive.of(archive);
  }

  private static List<CorpusCase> locks() {
    return List.of(
        head(
            "more-retention-weaker",
            "A batch is locked under GOVERNANCE where the table says COMPLIANCE.",
            head -> head.put("lock_mode", "GOVERNANCE")),
        head(
            "more-retention-unlocked",
            "A batch is not locked at all.",
            head -> head.put("lock_mode", "NONE").put("retain_until", "0")),
        head(
            "more-retention-shorter",
            "A batch is locked until a second earlier than the table says.",
            head ->
                head.put(
                    "retain_until",
                    Long.toString(Long.parseLong(head.path("retain_until").asText()) - 1000))),
        lied(
            "more-retention-tier",
            "Events of a category lie in another tier, with another lock, than the table gives to"
                + " them.",
            under(dataIsCold(), BatchIdentity.DEFAULT_TIER),
            VerdictCode.RETENTION_RULE));
  }

  private static CorpusCase head(String id, String what, Consumer<ObjectNode> change) {
    return lied(
        id,
        what,
        Lies.heads(
            4,
            file ->
                file.path("heads")
                    .forEach(
                        named -> {
                          if (named.path("tenant").asText().equals("acme")) {
                            change.accept((ObjectNode) named.path("head"));
                          }
                        })),
        VerdictCode.RETENTION_RULE);
  }

  private static RetentionTable dataIsCold() {
    return new RetentionTable(
        1,
        "alice",
        "ticket 1",
        List.of(
            new RetentionRule(
                RetentionRule.ANY,
                SampleArchive.DATA,
                "cold",
                new RetentionTerm(LockMode.COMPLIANCE, 10, StorageClass.GLACIER)),
            SampleTables.rule(RetentionRule.ANY, RetentionRule.ANY, LockMode.GOVERNANCE, 1)));
  }

  private static Edits under(RetentionTable table, String tier) {
    return new Edits() {
      @Override
      public RetentionTable table(long epoch) {
        return table;
      }

      @Override
      public String tier(long epoch, String right) {
        return tier;
      }
    };
  }

  private static Edits later(RetentionTable table) {
    return new Edits() {
      @Override
      public RetentionTable table(long epoch) {
        return epoch < 3 ? SampleArchive.TABLE : table;
      }
    };
  }

  private static List<CorpusCase> honest() {
    return List.of(
        made(
            "pass-retention-change",
            "The retention table changes, with a higher version, and years with it.",
            () -> Exhibit.Archive.of(SampleArchive.dishonest(later(SampleTables.of(2, 1))))),
        made(
            "pass-retention-tiers",
            "A table that keeps events of one category in a tier of their own.",
            () ->
                Exhibit.Archive.of(
                    SampleArchive.dishonest(
                        new Edits() {
                          @Override
                          public RetentionTable table(long epoch) {
                            return dataIsCold();
                          }
                        }))),
        made(
            "pass-hold-extended",
            "A case holds what proves a tenant's events, and was extended; another was released.",
            () -> {
              SampleArchive archive = SampleArchive.honest();
              var cases = new CaseHolds(archive.store, InstantSource.fixed(SampleRecords.START));
              cases.place(new Order("case-1", "a lawsuit"), ACME, FROM, SampleRecords.START);
              cases.place(new Order("case-1", "more of it"), ACME, FROM, TO);
              cases.place(new Order("case-2", "an audit"), ACME, FROM, TO);
              cases.release(new Order("case-2", "it is over"));
              return Exhibit.Archive.of(archive);
            }),
        made(
            "pass-retention-unused",
            "A retention table that no seal names yet.",
            () -> {
              SampleArchive archive = SampleArchive.honest();
              RetentionTable next = SampleTables.of(2, 3);
              archive.store.tamper(ArchiveLayout.retention(next.sha256()), next.encode());
              return Exhibit.Archive.of(archive);
            }));
  }
}
