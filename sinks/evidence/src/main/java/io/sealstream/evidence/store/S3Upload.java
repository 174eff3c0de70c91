package io.sealstream.evidence.store;

import io.sealstream.schemas.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;

/** One multipart upload: a part is sent as soon as it is full, the last one with the finish. */
final class S3Upload extends StagingStream {
  /** S3's limit; with parts of 5 MiB an object has at most 48 GiB. */
  private static final int MAX_PARTS = 10_000;

  private final S3Bucket bucket;
  private final String key;
  private final String uploadId;
  private final String retentionTag;
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();
  private final List<String> partTags = new ArrayList<>();
  private final MessageDigest digest = Sha256.digest();
  private long size;
  private boolean closed;

  S3Upload(S3Bucket bucket, String key, Placement placement) throws IOException {
    this.bucket = bucket;
    this.key = key;
    this.retentionTag = placement.tag();
    this.uploadId =
        bucket
            .call(
                "CreateMultipartUpload",
                key,
                () ->
                    bucket
                        .client()
                        .createMultipartUpload(
                            r ->
                                r.bucket(bucket.name())
                                    .key(bucket.full(key))
                                    .storageClass(storageClass(placement))
                                    .tagging(tagging(placement))))
            .uploadId();
  }

  /** Unsaid where it is the default: not every server knows storage classes. */
  private static @Nullable String storageClass(Placement placement) {
    return placement.storageClass() == StorageClass.STANDARD
        ? null
        : placement.storageClass().name();
  }

  private static @Nullable String tagging(Placement placement) {
    return placement.tag().isEmpty() ? null : Placement.TAG + "=" + placement.tag();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    requireOpen();
    digest.update(bytes, offset, length);
    size += length;
    int from = offset;
    int left = length;
    while (left > 0) {
      int taken = Math.min(left, bucket.options().partBytes() - part.size());
      part.write(bytes, from, taken);
      from += taken;
      left -= taken;
      if (part.size() == bucket.options().partBytes()) {
        sendPart();
      }
    }
  }

  @Override
  public StagedObject finish() throws IOException {
    requireOpen();
    if (part.size() > 0 || partTags.isEmpty()) {
      sendPart();
    }
    closed = true;
    return new StagedObject(
        key, uploadId, partTags, size, Bytes.wrap(digest.digest()), retentionTag);
  }

  /**
   * Abandons the upload, best effort: what stays is invisible, and the bucket's rules remove it.
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    bucket.call(
        "AbortMultipartUpload",
        key,
        () ->
            bucket
                .client()
                .abortMultipartUpload(
                    r -> r.bucket(bucket.name()).key(bucket.full(key)).uploadId(uploadId)));
  }

  private void sendPart() throws IOException {
    if (partTags.size() == MAX_PARTS) {
      throw new IllegalStateException(
          key + " has more than " + MAX_PARTS + " parts: raise the store option part-mib");
    }
    byte[] bytes = part.toByteArray();
    int number = partTags.size() + 1;
    partTags.add(
        bucket
            .call(
                "UploadPart " + number,
                key,
                () ->
                    bucket
                        .client()
                        .uploadPart(
                            r ->
                                r.bucket(bucket.name())
                                    .key(bucket.full(key))
                                    .uploadId(uploadId)
                                    .partNumber(number)
                                    .contentMD5(bucket.contentMd5(bytes)),
                            RequestBody.fromBytes(bytes)))
            .eTag());
    part.reset();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the upload of " + key + " is finished or closed");
    }
  }
}
