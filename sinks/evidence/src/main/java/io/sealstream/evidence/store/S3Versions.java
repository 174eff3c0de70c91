package io.sealstream.evidence.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * Looks at versions instead of objects: a delete marker or a later version on top of evidence hides
 * nothing from us. On a bucket without versions each object is its one version.
 */
final class S3Versions {
  private final S3Bucket bucket;

  S3Versions(S3Bucket bucket) {
    this.bucket = bucket;
  }

  /** The first version ever written that is still there. */
  Optional<ObjectVersion> oldest(String key) throws IOException {
    List<ObjectVersion> all = all(key);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** All versions of one key, newest first, as S3 lists them. */
  List<ObjectVersion> all(String key) throws IOException {
    String full = bucket.full(key);
    List<ObjectVersion> found = new ArrayList<>();
    var pages = new Pages(full);
    while (pages.hasNext()) {
      // A key sorts before all keys that it is a prefix of, so the first other key ends it.
      for (ObjectVersion version : pages.next().versions()) {
        if (!version.key().equals(full)) {
          return found;
        }
        found.add(version);
      }
    }
    return found;
  }

  /** As an inspection shows them. */
  List<StoredVersion> history(String key) throws IOException {
    String full = bucket.full(key);
    boolean versioned = bucket.versioned();
    var found = new ArrayDeque<StoredVersion>();
    var pages = new Pages(full);
    for (boolean ours = true; ours && pages.hasNext(); ) {
      ListObjectVersionsResponse page = pages.next();
      for (ObjectVersion version : page.versions()) {
        if (version.key().equals(full)) {
          found.addLast(new StoredVersion(versioned ? version.versionId() : "", false));
        }
      }
      for (DeleteMarkerEntry marker : page.deleteMarkers()) {
        if (marker.key().equals(full) && marker.isLatest()) {
          found.addFirst(new StoredVersion(marker.versionId(), true));
        }
      }
      // A key sorts before all keys that it is a prefix of.
      ours = page.nextKeyMarker() == null || page.nextKeyMarker().equals(full);
    }
    return List.copyOf(found);
  }

  /** Keys, without the store's own prefix, that have at least one version. */
  void forEachKey(String prefix, EvidenceStore.KeyReceiver receiver) throws IOException {
    String before = "";
    var pages = new Pages(bucket.prefix() + prefix);
    while (pages.hasNext()) {
      for (ObjectVersion version : pages.next().versions()) {
        // The versions of a key follow each other, from one page to the next too.
        if (!version.key().equals(before)) {
          before = version.key();
          receiver.key(before.substring(bucket.prefix().length()));
        }
      }
    }
  }

  private final class Pages {
    private final String prefix;
    private ListObjectVersionsRequest request;
    private boolean more = true;

    Pages(String prefix) {
      this.prefix = prefix;
      this.request =
          ListObjectVersionsRequest.builder().bucket(bucket.name()).prefix(prefix).build();
    }

    boolean hasNext() {
      return more;
    }

    ListObjectVersionsResponse next() throws IOException {
      ListObjectVersionsResponse page =
          bucket.call(
              "ListObjectVersions", prefix, () -> bucket.client().listObjectVersions(request));
      more = Boolean.TRUE.equals(page.isTruncated());
      request =
          request.toBuilder()
              .keyMarker(page.nextKeyMarker())
              .versionIdMarker(page.nextVersionIdMarker())
              .build();
      return page;
    }
  }
}
