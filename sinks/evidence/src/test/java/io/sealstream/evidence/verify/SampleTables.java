package io.sealstream.evidence.verify;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.HeadTerms;
import io.sealstream.evidence.format.RetentionRule;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.RetentionTerm;
import io.sealstream.evidence.format.UnsequencedHead;
import io.sealstream.evidence.records.RecordClass;
import io.sealstream.evidence.records.RecordKind;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.store.StorageClass;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Retention tables: globex is kept under GOVERNANCE for ten years, everything else as told. */
public final class SampleTables {
  private SampleTables() {}

  public static RetentionTable of(int version, int years) {
    return new RetentionTable(
        version,
        "alice",
        "ticket " + version,
        List.of(
            rule("globex", RetentionRule.ANY, LockMode.GOVERNANCE, 10),
            rule(RetentionRule.ANY, RetentionRule.ANY, LockMode.COMPLIANCE, years)));
  }

  /** What a head says of a batch whose epoch closes then. */
  static HeadTerms terms(RetentionTable table, UnsequencedHead head, Instant closed) {
    BatchIdentity batch = head.identity();
    RecordKind kind = SampleRecords.TOPICS.kind(batch.topic());
    // A dishonest one may lie where other records of the tenant belong: then it is kept as those.
    RetentionTerm term =
        Stream.concat(Stream.of(kind), Stream.of(RecordKind.values()))
            .flatMap(any -> table.index().termOf(batch.tenant(), any, batch.tier()).stream())
            .findFirst()
            .orElseThrow();
    return new HeadTerms(kind, term.from(closed));
  }

  /** Where the record belongs. */
  static String tier(RetentionTable table, SealableRecord record) {
    return table.index().ruleFor(record.tenant(), recordClass(record)).tier();
  }

  /** A record out of another archive does not say its class: all events have one category. */
  private static String recordClass(SealableRecord record) {
    RecordKind kind = SampleRecords.TOPICS.kind(record.received().topic());
    if (record.event() == null) {
      return RecordClass.NO_EVENT;
    }
    return kind == RecordKind.EVENTS ? SampleArchive.DATA : RecordClass.of(kind);
  }

  public static RetentionRule rule(String tenant, String recordClass, LockMode mode, int years) {
    return new RetentionRule(
        tenant,
        recordClass,
        BatchIdentity.DEFAULT_TIER,
        new RetentionTerm(mode, years, StorageClass.STANDARD));
  }
}
