package io.sealstream.evidence.format;

import io.sealstream.evidence.records.RecordClass;
import io.sealstream.evidence.records.RecordKind;
import io.sealstream.schemas.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules of a retention table by tenant: asked for every record, it goes through the rules of
 * one tenant and those of all, not through those of others. Grows with the table, not with what is
 * asked. Safe for any thread.
 */
public final class RetentionIndex {
  /** Stands for every tenant that no rule names; no tenant's id. */
  static final String OTHER = "";

  private final Map<String, List<RetentionRule>> ofTenant = new HashMap<>();
  private final List<RetentionRule> ofOthers = new ArrayList<>();

  RetentionIndex(List<RetentionRule> rules) {
    for (RetentionRule rule : rules) {
      if (rule.tenant().equals(RetentionRule.ANY)) {
        ofTenant.values().forEach(own -> own.add(rule));
        ofOthers.add(rule);
      } else {
        ofTenant.computeIfAbsent(rule.tenant(), tenant -> new ArrayList<>(ofOthers)).add(rule);
      }
    }
  }

  /** The rule of a record: the first of the table that matches. */
  public RetentionRule ruleFor(TenantId tenant, String recordClass) {
    return ruleFor(tenant.value(), recordClass);
  }

  private RetentionRule ruleFor(String tenant, String recordClass) {
    for (RetentionRule rule : ofTenant.getOrDefault(tenant, ofOthers)) {
      if (rule.isOf(recordClass)) {
        return rule;
      }
    }
    throw new IllegalStateException("no rule for " + tenant + " " + recordClass);
  }

  /** How objects of this tenant, kind and tier are kept; empty where no such record comes there. */
  public Optional<RetentionTerm> termOf(TenantId tenant, RecordKind kind, String tier) {
    return RecordClass.of(tenant.value(), kind).stream()
        .map(name -> ruleFor(tenant, name))
        .filter(rule -> rule.tier().equals(tier))
        .map(RetentionRule::term)
        .findFirst();
  }

  /** Everyone about whom rules may decide in a way of their own. */
  Set<String> tenants() {
    var tenants = new TreeSet<>(ofTenant.keySet());
    tenants.addAll(List.of(OTHER, TenantId.UNATTRIBUTED.value(), TenantId.PLATFORM.value()));
    return tenants;
  }

  /** The rules that decide about a tenant's records. */
  List<RetentionRule> reached(String tenant) {
    return RecordClass.of(tenant).stream().map(name -> ruleFor(tenant, name)).distinct().toList();
  }
}
