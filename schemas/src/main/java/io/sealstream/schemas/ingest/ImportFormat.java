package io.sealstream.schemas.ingest;

import io.sealstream.schemas.TenantId;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The record formats that can be imported. */
public enum ImportFormat {
  CLOUDTRAIL("cloudtrail"),
  ENVELOPE("envelope"),
  NATIVE("native");

  private final String word;

  ImportFormat(String word) {
    this.word = word;
  }

  /** The format's name on the command line. */
  public String word() {
    return word;
  }

  /** The format of that name, if it is available. */
  public static Optional<ImportFormat> of(String word) {
    return Arrays.stream(values()).filter(format -> format.word.equals(word)).findFirst();
  }

  /** All names, for messages. */
  public static String words() {
    return Arrays.stream(values()).map(ImportFormat::word).collect(Collectors.joining(", "));
  }

  /** Whether records of this format name no tenant, so that the caller must. */
  public boolean needsTenant() {
    return this != NATIVE;
  }

  /**
   * An importer of this format.
   *
   * @param tenant whose events these are; for {@code native}, the only tenant that is taken
   * @throws IllegalArgumentException when the format needs a tenant and there is none
   */
  public EventImporter importer(@Nullable TenantId tenant) {
    if (tenant == null) {
      if (this == NATIVE) {
        return new NativeImporter(null);
      }
      throw new IllegalArgumentException(
          "records of format " + word + " name no tenant: say whose they are");
    }
    return switch (this) {
      case CLOUDTRAIL -> new CloudTrailImporter(tenant);
      case ENVELOPE -> new EnvelopeImporter(tenant, Clock.systemUTC());
      case NATIVE -> new NativeImporter(tenant);
    };
  }
}
