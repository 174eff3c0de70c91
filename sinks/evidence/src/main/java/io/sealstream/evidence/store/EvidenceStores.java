package io.sealstream.evidence.store;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** Opens the archive that an address names. */
public final class EvidenceStores {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  private EvidenceStores() {}

  /**
   * Opens a store. Nothing is contacted or created yet.
   *
   * @param uri a plain path, a {@code file:} address, or {@code s3://bucket/prefix}
   * @param options for S3: see docs/stores.md; a folder has none
   * @throws IllegalArgumentException when the address or an option makes no sense; the message
   *     never holds an option's value
   */
  public static EvidenceStore open(String uri, Map<String, String> options) {
    if (uri.startsWith("s3://")) {
      return s3(uri.substring("s3://".length()), options);
    }
    if (!options.isEmpty()) {
      throw new IllegalArgumentException("a folder has no options: " + options.keySet());
    }
    return new FolderEvidenceStore(folder(uri));
  }

  private static EvidenceStore s3(String location, Map<String, String> options) {
    int slash = location.indexOf('/');
    String bucket = slash < 0 ? location : location.substring(0, slash);
    String prefix = slash < 0 ? "" : location.substring(slash + 1);
    if (!BUCKET.matcher(bucket).matches()) {
      throw new IllegalArgumentException("not s3://bucket/prefix: s3://" + location);
    }
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      prefix = prefix + "/";
    }
    S3Options parsed = S3Options.parse(options);
    return new S3EvidenceStore(
        S3Clients.create(parsed), parsed, bucket, ObjectKeys.checkPrefix(prefix));
  }

  private static Path folder(String uri) {
    if (uri.startsWith("file:")) {
      String path = URI.create(uri).getPath();
      if (path == null || path.isEmpty()) {
        throw new IllegalArgumentException("not a folder: " + uri);
      }
      return Path.of(path);
    }
    if (uri.isBlank() || uri.contains("://")) {
      throw new IllegalArgumentException(
          "not an archive: '" + uri + "'; use a path, file: or s3://bucket/prefix");
    }
    return Path.of(uri);
  }
}
