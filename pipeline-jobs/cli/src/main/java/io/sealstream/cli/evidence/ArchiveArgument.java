package io.sealstream.cli.evidence;

import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.EvidenceStores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The archive that a command reads. */
final class ArchiveArgument {
  @Parameters(index = "0", paramLabel = "ARCHIVE", description = "A folder, or s3://bucket/prefix.")
  private String archive = "";

  @Option(
      names = "--store",
      paramLabel = "KEY=VALUE",
      description = "Option of an S3 store, see docs/stores.md. Repeatable.")
  private Map<String, String> options = Map.of();

  private Path folder() {
    if (!archive.startsWith("file:")) {
      return Path.of(archive);
    }
    String path = URI.create(archive).getPath();
    // Without a slash behind file: there is no path in it.
    return Path.of(path == null ? archive : path);
  }

  /** As the caller named it. */
  @Override
  public String toString() {
    return archive;
  }

  EvidenceStore open() throws IOException {
    if (!archive.contains("://") || archive.startsWith("file:")) {
      Path folder = folder();
      if (!Files.isDirectory(folder)) {
        throw new IOException(
            "%s %s; name the archive's folder, or s3://bucket/prefix"
                .formatted(Files.exists(folder) ? "not a folder:" : "no such folder:", folder));
      }
    }
    return EvidenceStores.open(archive, options);
  }
}
