package io.sealstream.cli.options;

import io.sealstream.local.StoreKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What kind of archive a local stack gets. */
public final class StoreOption {
  @Option(
      names = "--store",
      paramLabel = "KIND",
      description = "rgw, s3mock or file. Default: rgw if Ceph is installed, else s3mock.")
  private @Nullable String word;

  /**
   * The kind.
   *
   * @throws IllegalArgumentException when there is no such kind
   */
  public StoreKind kind() {
    return word == null ? StoreKind.best() : StoreKind.of(word);
  }
}
