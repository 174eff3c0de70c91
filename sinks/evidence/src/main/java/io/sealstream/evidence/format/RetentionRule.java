package io.sealstream.evidence.format;

import io.sealstream.evidence.records.RecordClass;
import io.sealstream.schemas.TenantId;
import java.io.Serializable;
import java.util.Map;

/**
 * One line of a retention table.
 *
 * @param tenant a tenant's id, or {@link #ANY}
 * @param recordClass one of {@link RecordClass}, or {@link #ANY}
 * @param tier name in keys, entries and heads
 */
public record RetentionRule(String tenant, String recordClass, String tier, RetentionTerm term)
    implements Serializable {
  public static final String ANY = "*";

  public RetentionRule {
    if (!tenant.equals(ANY)) {
      var unused = new TenantId(tenant);
    }
    if (!recordClass.equals(ANY)) {
      RecordClass.require(recordClass);
    }
    BatchIdentity.requireTier(tier);
  }

  /** Whether it decides about this class, of those whom it names. */
  boolean isOf(String otherClass) {
    return recordClass.equals(ANY) || recordClass.equals(otherClass);
  }

  boolean matchesEverything() {
    return tenant.equals(ANY) && recordClass.equals(ANY);
  }

  Map<String, Object> json() {
    return Map.of(
        "class",
        recordClass,
        "lock_mode",
        term.mode().name(),
        "storage_class",
        term.storage().name(),
        "tenant",
        tenant,
        "tier",
        tier,
        "years",
        term.years());
  }
}
