package io.sealstream.evidence.store;

import java.io.IOException;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** Makes the buckets of the tests; a real one is made by its operators. */
final class S3Buckets {
  private static final int CONFLICT = 409;

  private S3Buckets() {}

  /**
   * Creates a bucket with Object Lock, hence with versions. A bucket of ours of that name is fine;
   * whether it locks is not checked here: see {@link LockCanary}.
   *
   * @param options as for {@link EvidenceStores#open}
   */
  static void createLocked(String bucket, Map<String, String> options) throws IOException {
    create(bucket, options, true);
  }

  /** Creates a bucket without locks or versions. A bucket of ours of that name is fine. */
  static void createPlain(String bucket, Map<String, String> options) throws IOException {
    create(bucket, options, false);
  }

  private static void create(String name, Map<String, String> options, boolean locked)
      throws IOException {
    S3Options parsed = S3Options.parse(options);
    try (var client = S3Clients.create(parsed)) {
      var bucket = new S3Bucket(client, parsed, name, "");
      createUnlessOurs(bucket, locked);
      if (locked) {
        // S3 does it by itself; S3Mock does not.
        bucket.call(
            "PutBucketVersioning",
            name,
            () ->
                client.putBucketVersioning(
                    r ->
                        r.bucket(name)
                            .versioningConfiguration(
                                v -> v.status(BucketVersioningStatus.ENABLED))));
      }
    }
  }

  private static void createUnlessOurs(S3Bucket bucket, boolean locked) throws IOException {
    try {
      bucket.call(
          "CreateBucket",
          bucket.name(),
          () ->
              bucket
                  .client()
                  .createBucket(r -> r.bucket(bucket.name()).objectLockEnabledForBucket(locked)));
    } catch (S3CallException e) {
      if (!e.is(CONFLICT)) {
        throw e;
      }
    }
  }
}
