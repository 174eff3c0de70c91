package io.sealstream.cli.evidence;

import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.EvidenceStores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An archive as callers name it: a folder, or {@code s3://bucket/prefix}. */
public final class ArchiveAddress {
  private ArchiveAddress() {}

  /**
   * Opens the archive; the caller closes it.
   *
   * @param options of an S3 store
   * @throws IOException where there is no such folder, saying what to name
   */
  public static EvidenceStore open(String archive, Map<String, String> options) throws IOException {
    if (!archive.contains("://") || archive.startsWith("file:")) {
      Path folder = folder(archive);
      if (!Files.isDirectory(folder)) {
        throw new IOException(
            "%s %s; name the archive's folder, or s3://bucket/prefix"
                .formatted(Files.exists(folder) ? "not a folder:" : "no such folder:", folder));
      }
    }
    return EvidenceStores.open(archive, options);
  }

  private static Path folder(String archive) {
    if (!archive.startsWith("file:")) {
      return Path.of(archive);
    }
    String path = URI.create(archive).getPath();
    // Without a slash behind file: there is no path in it.
    return Path.of(path == null ? archive : path);
  }
}
