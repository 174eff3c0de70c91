package io.sealstream.evidence.store;

import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.Tag;

/** The requests that make an object appear. */
final class S3Writes {
  /** Marks objects made to be overwritten: of them the newest version is read. */
  static final String HINT = "sealstream-hint";

  private static final String NOBODY_HAS_IT = "*";
  private static final int PRECONDITION_FAILED = 412;

  private final S3Bucket bucket;

  S3Writes(S3Bucket bucket) {
    this.bucket = bucket;
  }

  /**
   * Writes the object unless it is there, as far as the server can tell: see the versions after.
   */
  void putIfAbsent(String key, Bytes body, LockRequest lock) throws IOException {
    @Nullable String condition = bucket.conditional() ? NOBODY_HAS_IT : null;
    PutObjectRequest request =
        put(key, body)
            .ifNoneMatch(condition)
            .objectLockMode(S3Locks.mode(lock))
            .objectLockRetainUntilDate(S3Locks.until(lock))
            .build();
    try {
      send(key, request, body);
    } catch (S3CallException e) {
      if (!e.is(PRECONDITION_FAILED)) {
        throw e;
      }
    }
  }

  /** Writes a version, whatever is there, and gives its name; null on a bucket without versions. */
  @Nullable String put(String key, Bytes body, LockRequest lock) throws IOException {
    return send(
        key,
        put(key, body)
            .objectLockMode(S3Locks.mode(lock))
            .objectLockRetainUntilDate(S3Locks.until(lock))
            .build(),
        body);
  }

  void putHint(String key, Bytes body) throws IOException {
    send(key, put(key, body).metadata(Map.of(HINT, "true")).build(), body);
  }

  /** Completes the upload unless the key is taken, as far as the server can tell. */
  Completion complete(StagedObject staged) throws IOException {
    @Nullable String condition = bucket.conditional() ? NOBODY_HAS_IT : null;
    List<CompletedPart> parts = parts(staged.partTags());
    try {
      CompleteMultipartUploadResponse answer =
          bucket.call(
              "CompleteMultipartUpload",
              staged.key(),
              () ->
                  bucket
                      .client()
                      .completeMultipartUpload(
                          r ->
                              r.bucket(bucket.name())
                                  .key(bucket.full(staged.key()))
                                  .uploadId(staged.uploadId())
                                  .ifNoneMatch(condition)
                                  .multipartUpload(m -> m.parts(parts))));
      return new Completion(true, answer.eTag(), answer.versionId());
    } catch (S3CallException e) {
      if (e.is(PRECONDITION_FAILED)) {
        return new Completion(true, null, null);
      }
      if (e.noSuchUpload() || (e.serverFailed() && isGone(staged))) {
        return new Completion(false, null, null);
      }
      throw e;
    }
  }

  /** Sets the tag by which lifecycle rules select the version; nothing where there is none. */
  void tag(String key, String versionId, String value) throws IOException {
    if (value.isEmpty()) {
      return;
    }
    @Nullable String version = bucket.versionParameter(versionId);
    Tag tag = Tag.builder().key(Placement.TAG).value(value).build();
    bucket.call(
        "PutObjectTagging",
        key,
        () ->
            bucket
                .client()
                .putObjectTagging(
                    r ->
                        r.bucket(bucket.name())
                            .key(bucket.full(key))
                            .versionId(version)
                            .tagging(t -> t.tagSet(tag))));
  }

  /** RGW answers 500 when told to complete an upload that was aborted, so ask for its parts. */
  private boolean isGone(StagedObject staged) throws IOException {
    try {
      bucket.call(
          "ListParts",
          staged.key(),
          () ->
              bucket
                  .client()
                  .listParts(
                      r ->
                          r.bucket(bucket.name())
                              .key(bucket.full(staged.key()))
                              .uploadId(staged.uploadId())));
      return false;
    } catch (S3CallException e) {
      if (e.noSuchUpload() || e.noSuchKey()) {
        return true;
      }
      throw e;
    }
  }

  /**
   * What the server answered.
   *
   * @param uploadKnown false when the upload is gone: completed before, aborted or expired
   * @param eTag null unless this call completed it
   * @param versionId null also on a bucket without versions
   */
  record Completion(boolean uploadKnown, @Nullable String eTag, @Nullable String versionId) {
    /** Whether that version is what this call made, so that its bytes are those staged. */
    boolean made(ObjectVersion version) {
      return eTag != null
          && eTag.equals(version.eTag())
          && (versionId == null || versionId.equals(version.versionId()));
    }
  }

  private static List<CompletedPart> parts(List<String> tags) {
    return IntStream.range(0, tags.size())
        .mapToObj(i -> CompletedPart.builder().partNumber(i + 1).eTag(tags.get(i)).build())
        .toList();
  }

  private PutObjectRequest.Builder put(String key, Bytes body) {
    return PutObjectRequest.builder()
        .bucket(bucket.name())
        .key(bucket.full(key))
        .contentMD5(bucket.contentMd5(body.unsafeArray()));
  }

  private @Nullable String send(String key, PutObjectRequest request, Bytes body)
      throws IOException {
    return bucket
        .call(
            "PutObject",
            key,
            () -> bucket.client().putObject(request, RequestBody.fromBytes(body.unsafeArray())))
        .versionId();
  }
}
