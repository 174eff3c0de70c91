package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.EpochSeal.Provenance;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.records.SealedTopics;
import io.sealstream.evidence.store.LockRequest;
import java.time.Instant;
import java.util.function.Function;

/**
 * What does not change while a job runs.
 *
 * @param topics what is sealed
 * @param lock the lock of an object that is cut at this instant
 * @param provenance the seal's statement about the job; its policy and schema sets and its signers
 *     are filled in per epoch
 * @param salts blind the tenants' names
 */
public record SealingRules(
    SealedTopics topics,
    Function<Instant, LockRequest> lock,
    Provenance provenance,
    SaltSource salts) {}
