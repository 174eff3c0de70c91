package io.sealstream.cli.evidence;

import io.sealstream.evidence.store.EvidenceStore;
import java.io.IOException;
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

  /** As the caller named it. */
  @Override
  public String toString() {
    return archive;
  }

  EvidenceStore open() throws IOException {
    return ArchiveAddress.open(archive, options);
  }
}
