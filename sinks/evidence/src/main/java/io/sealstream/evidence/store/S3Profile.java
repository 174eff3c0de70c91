package io.sealstream.evidence.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The servers this class knows, and what they cannot do. */
enum S3Profile {
  /** Amazon S3, or a server that does all of the below. */
  AWS(true, true),
  /**
   * Ceph RGW: {@code If-None-Match} is of no use on a versioned (so on any locked) bucket, and an
   * upload's tags are dropped.
   */
  RGW(false, false),
  /** Adobe's S3Mock, for development: deletes locked objects. */
  S3MOCK(true, true);

  private final boolean conditionalOnVersioned;
  private final boolean keepsUploadTags;

  S3Profile(boolean conditionalOnVersioned, boolean keepsUploadTags) {
    this.conditionalOnVersioned = conditionalOnVersioned;
    this.keepsUploadTags = keepsUploadTags;
  }

  /** Whether a conditional write is worth sending to a bucket with versions. */
  boolean conditionalOnVersioned() {
    return conditionalOnVersioned;
  }

  /** Whether an object has the tags that its upload was opened with. */
  boolean keepsUploadTags() {
    return keepsUploadTags;
  }

  static S3Profile of(String name) {
    return Arrays.stream(values())
        .filter(profile -> profile.optionName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "store option profile is one of "
                        + Arrays.stream(values())
                            .map(S3Profile::optionName)
                            .collect(Collectors.joining(", "))));
  }

  private String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
