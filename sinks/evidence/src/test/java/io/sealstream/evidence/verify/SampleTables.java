package io.sealstream.evidence.verify;

import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.RetentionRule;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.RetentionTerm;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.store.StorageClass;
import java.util.List;

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

  public static RetentionRule rule(String tenant, String recordClass, LockMode mode, int years) {
    return new RetentionRule(
        tenant,
        recordClass,
        BatchIdentity.DEFAULT_TIER,
        new RetentionTerm(mode, years, StorageClass.STANDARD));
  }
}
