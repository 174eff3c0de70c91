package io.sealstream.evidence.store;

import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Asks the server: one request for a key's versions, one or two for a lock. */
record S3Inspection(S3Bucket bucket, S3Versions versions, S3Locks locks, LegalHolds holds)
    implements StoreInspection {

  @Override
  public List<StoredVersion> versions(String key) throws IOException {
    return versions.history(key);
  }

  @Override
  public PublishedObject held(String key, String versionId) throws IOException {
    return locks.held(key, versionId);
  }

  @Override
  public boolean isHeld(String key, String versionId) throws IOException {
    return holds.isHeld(key, versionId);
  }

  @Override
  public Bytes sha256(String key, String versionId) throws IOException {
    try (InputStream in = bucket.get(key, bucket.versionParameter(versionId))) {
      return Sha256.of(in);
    }
  }
}
