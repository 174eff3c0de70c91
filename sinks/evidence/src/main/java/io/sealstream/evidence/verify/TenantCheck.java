package io.sealstream.evidence.verify;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.BatchHead;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.NamedHead;
import io.sealstream.evidence.format.TenantState;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.TenantId;
import java.util.HashMap;
import java.util.Map;

/** L3 over tenants: each tenant's heads form one chain without a missing link. */
final class TenantCheck {
  private final Problems problems;
  private final Map<TenantId, TenantState> chains = new HashMap<>();

  TenantCheck(Problems problems) {
    this.problems = problems;
  }

  void heads(HeadsFile file) {
    for (NamedHead named : file.heads()) {
      link(file.epoch(), named);
    }
    if (!HeadsFile.isSnapshot(file.epoch())) {
      if (!file.tenants().isEmpty()) {
        problems.add(
            VerdictCode.TENANT_GAP,
            "epoch " + file.epoch(),
            "it lists the state of tenants, which only every 64th epoch does");
      }
      return;
    }
    Map<TenantId, TenantState> snapshot = new HashMap<>();
    file.tenants().forEach(state -> snapshot.put(state.tenant(), state));
    if (!snapshot.equals(chains)) {
      problems.add(
          VerdictCode.TENANT_GAP,
          "epoch " + file.epoch(),
          "the listed state of all tenants is not where their chains stand");
    }
  }

  private void link(long epoch, NamedHead named) {
    BatchHead head = named.head();
    String where = "epoch " + epoch + " tenant " + named.tenant();
    if (!BatchHead.blind(named.salt(), named.tenant()).equals(head.tenant())) {
      problems.add(VerdictCode.TENANT_BIND, where, "the blinded tenant is another one");
    }
    TenantState before =
        chains.getOrDefault(
            named.tenant(), new TenantState(named.tenant(), named.salt(), -1, TreeHash.ZERO));
    if (head.sequence() != before.sequence() + 1
        || !head.previousHead().equals(before.head())
        || !named.salt().equals(before.salt())) {
      problems.add(
          VerdictCode.TENANT_GAP,
          where,
          "head " + head.sequence() + " does not continue head " + before.sequence());
    }
    chains.put(
        named.tenant(),
        new TenantState(named.tenant(), named.salt(), head.sequence(), head.hash()));
  }
}
