package io.sealstream.evidence.store;

import java.io.IOException;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** One bucket and prefix as seen through one client. */
final class S3Bucket {
  private final S3Client client;
  private final S3Options options;
  private final String name;
  private final String prefix;
  private volatile @Nullable Boolean versioned;

  /** The prefix is empty, or has a slash at its end. */
  S3Bucket(S3Client client, S3Options options, String name, String prefix) {
    this.client = client;
    this.options = options;
    this.name = name;
    this.prefix = prefix;
  }

  S3Client client() {
    return client;
  }

  S3Options options() {
    return options;
  }

  String name() {
    return name;
  }

  String prefix() {
    return prefix;
  }

  String full(String key) {
    return prefix + ObjectKeys.check(key);
  }

  /** Asked once: every bucket with Object Lock has versions, and cannot lose them. */
  boolean versioned() throws IOException {
    @Nullable Boolean known = versioned;
    if (known == null) {
      var answer =
          call("GetBucketVersioning", name, () -> client.getBucketVersioning(r -> r.bucket(name)));
      known = answer.status() == BucketVersioningStatus.ENABLED;
      versioned = known;
    }
    return known;
  }

  /** Whether {@code If-None-Match} on a write is worth sending here. */
  boolean conditional() throws IOException {
    return options.profile().conditionalOnVersioned() || !versioned();
  }

  /** The version to name in a request; null where there are none, since not all servers take it. */
  @Nullable String versionParameter(String versionId) throws IOException {
    return versioned() ? versionId : null;
  }

  /** The Content-MD5 to send, or null where the SDK adds a checksum of its own. */
  @Nullable String contentMd5(byte[] bytes) {
    return options.contentMd5()
        ? Base64.getEncoder().encodeToString(Sha256.digest("MD5").digest(bytes))
        : null;
  }

  /** Reads a version, or without one the newest. */
  ResponseInputStream<GetObjectResponse> get(String key, @Nullable String version)
      throws IOException {
    return call(
        "GetObject",
        key,
        () -> client.getObject(r -> r.bucket(name).key(full(key)).versionId(version)));
  }

  /** Makes one call; whatever the SDK throws becomes an {@link IOException}. */
  <T> T call(String what, String key, Supplier<T> request) throws IOException {
    try {
      return request.get();
    } catch (S3Exception e) {
      throw new S3CallException(what + " of " + key + " in bucket " + name, e);
    } catch (SdkException e) {
      throw new IOException(what + " of " + key + " in bucket " + name + ": " + e.getMessage(), e);
    }
  }
}
