package io.sealstream.evidence.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The servers this class knows, and what they cannot do. */
enum S3Profile {
  /** Amazon S3, or a server that does all of the below. */
  AWS(true),
  /** Ceph RGW: {@code If-None-Match} is of no use on a versioned (so on any locked) bucket. */
  RGW(false),
  /** Adobe's S3Mock, for development: deletes locked objects. */
  S3MOCK(true);

  private final boolean conditionalOnVersioned;

  S3Profile(boolean conditionalOnVersioned) {
    this.conditionalOnVersioned = conditionalOnVersioned;
  }

  /** Whether a conditional write is worth sending to a bucket with versions. */
  boolean conditionalOnVersioned() {
    return conditionalOnVersioned;
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
