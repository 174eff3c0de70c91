package io.sealstream.evidence.store;

import java.io.Serializable;
import java.time.Instant;

/**
 * What the store says of an object, as read back after it was published.
 *
 * @param versionId the version, or empty where the store has none
 * @param retainUntil {@link Instant#EPOCH} when not locked
 */
public record PublishedObject(
    String key, String versionId, String eTag, long size, LockMode lockMode, Instant retainUntil)
    implements Serializable {}
