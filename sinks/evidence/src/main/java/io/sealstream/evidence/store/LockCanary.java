package io.sealstream.evidence.store;

import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tries whether locks hold before evidence relies on them: some servers take Object Lock requests
 * and delete the object all the same.
 *
 * <p>It writes one small object under {@code canary/} with a {@link LockMode#COMPLIANCE} lock of a
 * minute, and one without a lock. Deleting the first must be refused. Deleting the second must
 * work: otherwise the refusal may come from missing permissions, and says nothing about locks.
 */
public final class LockCanary {
  private static final Duration LOCK = Duration.ofSeconds(60);
  private static final int FORBIDDEN = 403;
  private static final Bytes BODY = Bytes.utf8("sealstream lock canary\n");

  private LockCanary() {}

  /**
   * Returns when the store refused to delete a locked object.
   *
   * @throws LocksNotEnforcedException when it did not, cannot lock at all, or it cannot be told
   * @throws IOException when the store did not answer: try again
   */
  public static void demand(EvidenceStore store, InstantSource clock) throws IOException {
    if (!(store instanceof S3EvidenceStore s3)) {
      throw new LocksNotEnforcedException("only an S3 store with Object Lock holds locks");
    }
    var trial = new Trial(s3.bucket());
    trial.requireLockedStays(new LockRequest(LockMode.COMPLIANCE, clock.instant().plus(LOCK)));
    trial.requireUnlockedGoes();
  }

  private static final class Trial {
    private final S3Bucket bucket;
    private final S3Writes writes;
    private final S3Locks locks;

    Trial(S3Bucket bucket) {
      this.bucket = bucket;
      this.writes = new S3Writes(bucket);
      this.locks = new S3Locks(bucket);
    }

    void requireLockedStays(LockRequest lock) throws IOException {
      String key = newKey();
      String version = write(key, lock);
      locks.ensure(key, version, lock);
      if (deletes(key, version)) {
        throw new LocksNotEnforcedException(
            "the server of bucket %s deleted version %s of %s under a COMPLIANCE lock: evidence there is not protected"
                .formatted(bucket.name(), version, key));
      }
      locks.head(key, version);
    }

    void requireUnlockedGoes() throws IOException {
      String key = newKey();
      String version = write(key, LockRequest.NONE);
      boolean lockedByDefault = locks.head(key, version).lockMode() != LockMode.NONE;
      if (!lockedByDefault && !deletes(key, version)) {
        throw new LocksNotEnforcedException(
            "deleting under canary/ is refused even without a lock, so locks cannot be tried: allow s3:DeleteObjectVersion on canary/* of bucket "
                + bucket.name());
      }
    }

    private String write(String key, LockRequest lock) throws IOException {
      @Nullable String version = writes.put(key, BODY, lock);
      if (version == null) {
        throw new LocksNotEnforcedException(
            "bucket " + bucket.name() + " has no versions, so no Object Lock: create it with both");
      }
      return version;
    }

    private boolean deletes(String key, String version) throws IOException {
      try {
        bucket.call(
            "DeleteObject",
            key,
            () ->
                bucket
                    .client()
                    .deleteObject(
                        r -> r.bucket(bucket.name()).key(bucket.full(key)).versionId(version)));
        return true;
      } catch (S3CallException e) {
        if (e.is(FORBIDDEN)) {
          return false;
        }
        throw e;
      }
    }

    /** Random: trials of several jobs at once must not meet. */
    private static String newKey() {
      return "canary/" + UUID.randomUUID();
    }
  }
}
