package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.EpochSeal.Provenance;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.SaltSource;
import java.util.Set;

/**
 * What does not change while a job runs.
 *
 * @param holesAllowed topics written in transactions or compacted: their holes are control slots
 * @param table how long what is kept, counted from the close of its epoch
 * @param provenance the seal's statement about the job; its schema set, table and signers are
 *     filled in per epoch
 * @param salts blind the tenants' names
 */
public record SealingRules(
    Set<String> holesAllowed, RetentionTable table, Provenance provenance, SaltSource salts) {
  public SealingRules {
    holesAllowed = Set.copyOf(holesAllowed);
  }
}
