package io.sealstream.evidence.store;

import io.sealstream.schemas.Bytes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * An archive in a bucket: on S3 with Object Lock, evidence that nobody can change or remove.
 *
 * <p>Of several versions of a key the oldest counts, for reading as for deciding who came first, so
 * neither an overwrite nor a delete marker changes what is read. On servers with conditional writes
 * a second version is not even written; see docs/stores.md for what Ceph RGW does instead. A lock
 * is set before a publishing method returns, and read back. Calls are retried a few times within
 * minutes, then become an {@link IOException}.
 */
public final class S3EvidenceStore implements EvidenceStore, LegalHolds {
  private static final Logger LOG = LoggerFactory.getLogger(S3EvidenceStore.class);

  private static final int MAX_LOOKS = 3;

  /**
   * So many overwrites must fall between a reader's list and its read before it has to look again.
   */
  private static final int KEPT_HINTS = 8;

  private final S3Bucket bucket;
  private final S3Versions versions;
  private final S3Locks locks;
  private final S3Writes writes;
  private final LegalHolds holds;

  S3EvidenceStore(S3Client client, S3Options options, String name, String prefix) {
    this.bucket = new S3Bucket(client, options, name, prefix);
    this.versions = new S3Versions(bucket);
    this.locks = new S3Locks(bucket);
    this.writes = new S3Writes(bucket);
    this.holds = new S3LegalHolds(bucket, versions);
  }

  @Override
  public Optional<String> oldestVersion(String key) throws IOException {
    return holds.oldestVersion(key);
  }

  @Override
  public void hold(String key, String versionId, boolean on) throws IOException {
    holds.hold(key, versionId, on);
  }

  @Override
  public boolean isHeld(String key, String versionId) throws IOException {
    return holds.isHeld(key, versionId);
  }

  @Override
  public StagingStream stage(String key) throws IOException {
    return stage(key, Placement.DEFAULT);
  }

  @Override
  public StagingStream stage(String key, Placement placement) throws IOException {
    return new S3Upload(bucket, ObjectKeys.check(key), placement);
  }

  @Override
  public PublishedObject complete(StagedObject staged, LockRequest lock) throws IOException {
    String key = ObjectKeys.check(staged.key());
    S3Writes.Completion completion = writes.complete(staged);
    ObjectVersion oldest =
        versions
            .oldest(key)
            .orElseThrow(
                () ->
                    completion.uploadKnown()
                        ? new IOException(key + " was completed, but is not listed yet")
                        : new UploadLostException(
                            key + ": the server knows neither the upload nor the object"));
    // The answer to an earlier call may have been lost, or the oldest version be somebody else's:
    // then only the bytes tell.
    if (oldest.size() != staged.size() || !completion.made(oldest)) {
      Bytes found = sha256(oldest, key);
      if (!found.equals(staged.sha256())) {
        throw ObjectConflictException.ofHashes(key, staged.sha256(), found);
      }
    }
    PublishedObject published = locks.ensure(key, oldest.versionId(), lock);
    if (!bucket.options().profile().keepsUploadTags()) {
      // After the lock: an object without a tag is kept for too long, never too short.
      writes.tag(key, oldest.versionId(), staged.retentionTag());
    }
    return published;
  }

  @Override
  public PublishedObject createOnce(String key, Bytes body, LockRequest lock) throws IOException {
    if (versions.oldest(key).isEmpty()) {
      writes.putIfAbsent(key, body, lock);
    }
    ObjectVersion oldest =
        versions
            .oldest(key)
            .orElseThrow(() -> new IOException(key + " was written, but is not listed yet"));
    Bytes existing = bytes(oldest, key);
    if (!existing.equals(body)) {
      throw ObjectConflictException.of(key, body, existing);
    }
    return locks.ensure(key, oldest.versionId(), lock);
  }

  @Override
  public void putHint(String key, Bytes body) throws IOException {
    writes.putHint(key, body);
    List<ObjectVersion> old = versions.all(key);
    for (ObjectVersion version : old.subList(Math.min(KEPT_HINTS, old.size()), old.size())) {
      deleteOldHint(key, version);
    }
  }

  /**
   * Keeps the versions of a hint few; where it is not allowed, a lifecycle rule should. A version
   * without the mark is somebody's evidence, and not touched whatever the server would allow.
   */
  private void deleteOldHint(String key, ObjectVersion version) {
    String full = bucket.full(key);
    S3Client client = bucket.client();
    try {
      @Nullable String id = bucket.versionParameter(version.versionId());
      HeadObjectResponse head =
          bucket.call(
              "HeadObject",
              key,
              () -> client.headObject(r -> r.bucket(bucket.name()).key(full).versionId(id)));
      if (head.metadata().containsKey(S3Writes.HINT)) {
        bucket.call(
            "DeleteObject",
            key,
            () -> client.deleteObject(r -> r.bucket(bucket.name()).key(full).versionId(id)));
      }
    } catch (IOException e) {
      LOG.debug("an old version of hint {} stays", key, e);
    }
  }

  @Override
  public Optional<Bytes> read(String key) throws IOException {
    Optional<InputStream> oldest = openOldest(key);
    if (oldest.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = oldest.get()) {
      return Optional.of(Bytes.wrap(in.readAllBytes()));
    }
  }

  @Override
  public InputStream open(String key) throws IOException {
    return openOldest(key)
        .orElseThrow(
            () -> new FileNotFoundException("no object " + key + " in bucket " + bucket.name()));
  }

  /**
   * Between list and read a hint's old versions may vanish, the oldest first: then the next one is
   * asked for, and the list again only if all of it is gone.
   */
  private Optional<InputStream> openOldest(String key) throws IOException {
    for (int looks = 1; ; looks++) {
      List<ObjectVersion> newestFirst = versions.all(key);
      if (newestFirst.isEmpty()) {
        return Optional.empty();
      }
      for (int i = newestFirst.size() - 1; i >= 0; i--) {
        try {
          return Optional.of(get(key, newestFirst.get(i).versionId()));
        } catch (S3CallException e) {
          if (!e.noSuchKey() || (i == 0 && looks == MAX_LOOKS)) {
            throw e;
          }
        }
      }
    }
  }

  @Override
  public void forEachKey(String prefix, KeyReceiver receiver) throws IOException {
    versions.forEachKey(ObjectKeys.checkPrefix(prefix), receiver);
  }

  @Override
  public Optional<StoreInspection> inspection() {
    return Optional.of(new S3Inspection(bucket, versions, locks, holds));
  }

  @Override
  public void close() {
    bucket.client().close();
  }

  S3Bucket bucket() {
    return bucket;
  }

  private Bytes bytes(ObjectVersion version, String key) throws IOException {
    try (InputStream in = get(key, version.versionId())) {
      return Bytes.wrap(in.readAllBytes());
    }
  }

  private Bytes sha256(ObjectVersion version, String key) throws IOException {
    try (InputStream in = get(key, version.versionId())) {
      return Sha256.of(in);
    }
  }

  private InputStream get(String key, String versionId) throws IOException {
    ResponseInputStream<GetObjectResponse> in = bucket.get(key, bucket.versionParameter(versionId));
    if (!in.response().metadata().containsKey(S3Writes.HINT)) {
      return in;
    }
    // A hint is overwritten on purpose. Evidence is not: its oldest version never has the mark.
    in.abort();
    return bucket.get(key, null);
  }
}
