package io.sealstream.evidence.store;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectLockRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

/** Puts locks on versions, and believes only what the server says afterwards. */
final class S3Locks {
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  private final S3Bucket bucket;

  S3Locks(S3Bucket bucket) {
    this.bucket = bucket;
  }

  /** The mode to send with a write; null for none. */
  static @Nullable ObjectLockMode mode(LockRequest lock) {
    return switch (lock.mode()) {
      case NONE -> null;
      case GOVERNANCE -> ObjectLockMode.GOVERNANCE;
      case COMPLIANCE -> ObjectLockMode.COMPLIANCE;
    };
  }

  /** Servers keep whole seconds: rounded up, so that it never ends early. Null for no lock. */
  static @Nullable Instant until(LockRequest lock) {
    if (lock.mode() == LockMode.NONE) {
      return null;
    }
    Instant second = lock.retainUntil().truncatedTo(ChronoUnit.SECONDS);
    return second.equals(lock.retainUntil()) ? second : second.plusSeconds(1);
  }

  /**
   * Locks the version at least as asked, and reads it back. A stronger or longer lock stays.
   *
   * @throws LocksNotEnforcedException when the server took the request, yet shows a weaker lock
   */
  PublishedObject ensure(String key, String versionId, LockRequest lock) throws IOException {
    PublishedObject found = read(key, versionId, lock);
    if (weaker(found, lock)) {
      retain(key, versionId, lock);
      found = read(key, versionId, lock);
    }
    if (weaker(found, lock)) {
      throw new LocksNotEnforcedException(
          "%s version %s: asked for %s until %s, the store shows %s until %s; is Object Lock enabled on the bucket?"
              .formatted(
                  key, versionId, lock.mode(), until(lock), found.lockMode(), found.retainUntil()));
    }
    return found;
  }

  PublishedObject head(String key, String versionId) throws IOException {
    @Nullable String version = bucket.versionParameter(versionId);
    HeadObjectResponse head =
        bucket.call(
            "HeadObject",
            key,
            () ->
                bucket
                    .client()
                    .headObject(
                        r -> r.bucket(bucket.name()).key(bucket.full(key)).versionId(version)));
    Instant until = head.objectLockRetainUntilDate();
    return new PublishedObject(
        key,
        version == null ? "" : versionId,
        head.eTag(),
        head.contentLength(),
        parse(head.objectLockModeAsString()),
        until == null ? Instant.EPOCH : until);
  }

  /** Where no lock is asked for, what HEAD says is enough. */
  private PublishedObject read(String key, String versionId, LockRequest lock) throws IOException {
    return lock.mode() == LockMode.NONE ? head(key, versionId) : held(key, versionId);
  }

  /**
   * The lock on a version now. HEAD leaves it out where the permission is missing, and on S3Mock:
   * then asks for it.
   */
  PublishedObject held(String key, String versionId) throws IOException {
    PublishedObject head = head(key, versionId);
    if (head.lockMode() != LockMode.NONE) {
      return head;
    }
    @Nullable String version = bucket.versionParameter(versionId);
    try {
      ObjectLockRetention held =
          bucket
              .call(
                  "GetObjectRetention",
                  key,
                  () ->
                      bucket
                          .client()
                          .getObjectRetention(
                              r ->
                                  r.bucket(bucket.name()).key(bucket.full(key)).versionId(version)))
              .retention();
      return held == null || held.retainUntilDate() == null
          ? head
          : new PublishedObject(
              key,
              head.versionId(),
              head.eTag(),
              head.size(),
              parse(held.modeAsString()),
              held.retainUntilDate());
    } catch (S3CallException e) {
      if (e.is(NOT_FOUND) || e.is(BAD_REQUEST)) {
        return head;
      }
      throw e;
    }
  }

  private void retain(String key, String versionId, LockRequest lock) throws IOException {
    @Nullable String version = bucket.versionParameter(versionId);
    bucket.call(
        "PutObjectRetention",
        key,
        () ->
            bucket
                .client()
                .putObjectRetention(
                    r ->
                        r.bucket(bucket.name())
                            .key(bucket.full(key))
                            .versionId(version)
                            .retention(
                                t ->
                                    t.mode(ObjectLockRetentionMode.fromValue(lock.mode().name()))
                                        .retainUntilDate(until(lock)))));
  }

  private static boolean weaker(PublishedObject found, LockRequest lock) {
    @Nullable Instant until = until(lock);
    return until != null
        && (found.lockMode().compareTo(lock.mode()) < 0 || found.retainUntil().isBefore(until));
  }

  private static LockMode parse(@Nullable String mode) {
    return mode == null || mode.isEmpty()
        ? LockMode.NONE
        : LockMode.valueOf(mode.toUpperCase(Locale.ROOT));
  }
}
