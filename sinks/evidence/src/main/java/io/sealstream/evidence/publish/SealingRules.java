package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.EpochSeal.Provenance;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.records.SealedTopics;

/**
 * What does not change while a job runs.
 *
 * @param topics what is sealed
 * @param table how long what is kept, counted from the close of its epoch
 * @param provenance the seal's statement about the job; its policy and schema sets, its table and
 *     its signers are filled in per epoch
 * @param salts blind the tenants' names
 */
public record SealingRules(
    SealedTopics topics, RetentionTable table, Provenance provenance, SaltSource salts) {}
