package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.EpochSeal.Provenance;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.store.LockRequest;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;

/**
 * What does not change while a job runs.
 *
 * @param holesAllowed topics written in transactions or compacted: their holes are control slots
 * @param lock the lock of an object that is cut at this instant
 * @param provenance the seal's statement about the job; its schema set and its signers are filled
 *     in per epoch
 * @param salts blind the tenants' names
 */
public record SealingRules(
    Set<String> holesAllowed,
    Function<Instant, LockRequest> lock,
    Provenance provenance,
    SaltSource salts) {
  public SealingRules {
    holesAllowed = Set.copyOf(holesAllowed);
  }
}
