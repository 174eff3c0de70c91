package io.sealstream.evidence.format;

import io.sealstream.evidence.records.RecordKind;
import io.sealstream.evidence.store.LockRequest;

/**
 * What a head says that its writer does not know.
 *
 * @param records what the topic's records are
 * @param lock the lock asked for
 */
public record HeadTerms(RecordKind records, LockRequest lock) {}
