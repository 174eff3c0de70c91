package io.sealstream.jobs;

import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.RetentionTerm;
import io.sealstream.evidence.retention.RetentionTableException;
import io.sealstream.evidence.retention.RetentionTableFile;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.ReadableConfig;

/** The retention table of the evidence job, by its configuration. */
final class RetentionConfig {
  private static final RetentionTable STAND_IN =
      RetentionTable.single("standard", LockMode.NONE, 0);

  private RetentionConfig() {}

  /** Where changes of the table are told. */
  record Changes(String topic, TenantId tenant) {}

  /** The table of the file, or of the single settings; a stand-in beside a problem. */
  static RetentionTable table(ReadableConfig raw, boolean folder, List<String> problems) {
    String file = raw.get(EvidenceOptions.RETENTION_TABLE);
    Optional<RetentionTable> table =
        file == null ? single(raw, problems) : ofFile(raw, file, problems);
    table.ifPresent(read -> requireFittingLocks(read, raw, folder, problems));
    return table.orElse(STAND_IN);
  }

  private static void requireFittingLocks(
      RetentionTable table, ReadableConfig raw, boolean folder, List<String> problems) {
    String key =
        raw.get(EvidenceOptions.RETENTION_TABLE) == null
            ? EvidenceOptions.LOCK_MODE.key()
            : EvidenceOptions.RETENTION_TABLE.key();
    boolean locks = table.rules().stream().anyMatch(r -> r.term().mode() != LockMode.NONE);
    boolean locksAll = table.rules().stream().allMatch(r -> r.term().mode() != LockMode.NONE);
    if (folder && locks) {
      problems.add(key + ": lock mode must be NONE for a folder, which cannot lock");
    }
    if (!folder && !locksAll && !raw.get(EvidenceOptions.DEVELOPMENT)) {
      problems.add(
          key
              + ": lock mode must not be NONE for an object store, except with "
              + EvidenceOptions.DEVELOPMENT.key());
    }
  }

  private static Optional<RetentionTable> single(ReadableConfig raw, List<String> problems) {
    int years = raw.get(EvidenceOptions.RETENTION_YEARS);
    if (years < 1 || years > RetentionTerm.MAX_YEARS) {
      problems.add(EvidenceOptions.RETENTION_YEARS.key() + " must lie between 1 and 100: " + years);
      return Optional.empty();
    }
    try {
      return Optional.of(
          RetentionTable.single(
              raw.get(EvidenceOptions.TIER), raw.get(EvidenceOptions.LOCK_MODE), years));
    } catch (IllegalArgumentException e) {
      problems.add(EvidenceOptions.TIER.key() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<RetentionTable> ofFile(
      ReadableConfig raw, String file, List<String> problems) {
    for (var single :
        List.of(EvidenceOptions.TIER, EvidenceOptions.LOCK_MODE, EvidenceOptions.RETENTION_YEARS)) {
      if (raw.getOptional(single).isPresent()) {
        problems.add(
            "%s says so per tenant and class: leave %s out"
                .formatted(EvidenceOptions.RETENTION_TABLE.key(), single.key()));
      }
    }
    try {
      return Optional.of(RetentionTableFile.read(Path.of(file)));
    } catch (IOException e) {
      problems.add(EvidenceOptions.RETENTION_TABLE.key() + ": " + file + " cannot be read: " + e);
    } catch (RetentionTableException e) {
      problems.add(EvidenceOptions.RETENTION_TABLE.key() + ": " + e.getMessage());
    }
    return Optional.empty();
  }

  /** Reads and checks where changes are told. */
  static Changes changes(ReadableConfig raw, InputConfig input, List<String> problems) {
    String topic =
        raw.getOptional(EvidenceOptions.CHANGES_TOPIC)
            .orElse(input.topics().isEmpty() ? "audit.events" : input.topics().get(0));
    if (!input.topics().isEmpty() && !input.topics().contains(topic)) {
      problems.add(
          "%s is %s, where no events are sealed: it must be one of %s, so that a change is evidence"
              .formatted(EvidenceOptions.CHANGES_TOPIC.key(), topic, input.topics()));
    }
    String tenant = raw.get(EvidenceOptions.CHANGES_TENANT);
    if (!TenantId.isValid(tenant)) {
      problems.add(
          EvidenceOptions.CHANGES_TENANT.key() + " must match [a-z0-9][a-z0-9_]{0,63}: " + tenant);
      return new Changes(topic, TenantId.UNATTRIBUTED);
    }
    input
        .binding()
        .boundTenant(topic)
        .filter(bound -> !bound.value().equals(tenant))
        .ifPresent(
            bound ->
                problems.add(
                    "%s: topic %s is bound to tenant %s, not %s; set it, or %s"
                        .formatted(
                            EvidenceOptions.CHANGES_TENANT.key(),
                            topic,
                            bound,
                            tenant,
                            EvidenceOptions.CHANGES_TOPIC.key())));
    return new Changes(topic, new TenantId(tenant));
  }
}
