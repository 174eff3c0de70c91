package io.sealstream.evidence.store;

import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHold;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** The switches of S3 Object Lock. */
final class S3LegalHolds implements LegalHolds {
  private static final int NOT_FOUND = 404;

  private final S3Bucket bucket;
  private final S3Versions versions;

  S3LegalHolds(S3Bucket bucket, S3Versions versions) {
    this.bucket = bucket;
    this.versions = versions;
  }

  @Override
  public Optional<String> oldestVersion(String key) throws IOException {
    return versions.oldest(key).map(ObjectVersion::versionId);
  }

  @Override
  public void hold(String key, String versionId, boolean on) throws IOException {
    ObjectLockLegalHoldStatus status =
        on ? ObjectLockLegalHoldStatus.ON : ObjectLockLegalHoldStatus.OFF;
    bucket.call(
        "PutObjectLegalHold",
        key,
        () ->
            bucket
                .client()
                .putObjectLegalHold(
                    r ->
                        r.bucket(bucket.name())
                            .key(bucket.full(key))
                            .versionId(versionId)
                            .legalHold(h -> h.status(status))));
  }

  @Override
  public boolean isHeld(String key, String versionId) throws IOException {
    try {
      ObjectLockLegalHold hold =
          bucket
              .call(
                  "GetObjectLegalHold",
                  key,
                  () ->
                      bucket
                          .client()
                          .getObjectLegalHold(
                              r ->
                                  r.bucket(bucket.name())
                                      .key(bucket.full(key))
                                      .versionId(versionId)))
              .legalHold();
      return hold != null && hold.status() == ObjectLockLegalHoldStatus.ON;
    } catch (S3CallException e) {
      if (e.is(NOT_FOUND)) {
        return false; // the version was never held, or is gone
      }
      throw e;
    }
  }
}
