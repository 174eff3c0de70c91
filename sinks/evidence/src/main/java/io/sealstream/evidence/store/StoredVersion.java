package io.sealstream.evidence.store;

/**
 * One of the versions that a store has under a key.
 *
 * @param versionId empty in a bucket without versions
 * @param deleteMarker whether it holds nothing and hides what lies beneath
 */
public record StoredVersion(String versionId, boolean deleteMarker) {}
