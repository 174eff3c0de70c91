package io.sealstream.evidence.corpus;

import static io.sealstream.evidence.corpus.CorpusCase.lied;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.merkle.TreeHash;
import java.util.List;

/** Attack 40, by one who holds the key: a tenant's own sequence of heads must tell. */
final class TenantForgeries {
  private TenantForgeries() {}

  static List<CorpusCase> cases() {
    return List.of(
        lied(
            "40-head",
            "A tenant's head of one epoch is left out and the heads root rebuilt.",
            Lies.heads(1, TenantForgeries::withoutGlobex),
            VerdictCode.TENANT_GAP),
        lied(
            "40-snapshot",
            "The first epoch lists the state of a tenant that has no head yet.",
            Lies.heads(0, TenantForgeries::addTenant),
            VerdictCode.TENANT_GAP),
        lied(
            "40-snapshot-between",
            "An epoch that has no list of tenants' states has one, with a wrong sequence: a job"
                + " that starts anew would go on from it.",
            Lies.heads(1, TenantForgeries::addTenant),
            VerdictCode.TENANT_GAP),
        lied(
            "40-chain",
            "A tenant's head names another predecessor than that tenant's last head.",
            Lies.heads(
                3,
                file ->
                    JobForgeries.eachHead(
                        file, head -> head.put("previous_head", TreeHash.ZERO.toHex()))),
            VerdictCode.TENANT_GAP));
  }

  private static void addTenant(ObjectNode file) {
    file.withArray("tenants")
        .addObject()
        .put("head", TreeHash.ZERO.toHex())
        .put("salt", "00112233445566778899aabbccddeeff")
        .put("sequence", "99")
        .put("tenant", "globex");
  }

  private static void withoutGlobex(ObjectNode file) {
    ArrayNode heads = (ArrayNode) file.path("heads");
    for (int i = heads.size() - 1; i >= 0; i--) {
      if (heads.get(i).path("tenant").asText().equals("globex")) {
        var unused = heads.remove(i);
      }
    }
  }
}
