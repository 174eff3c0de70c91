package io.sealstream.schemas.ingest;

import java.util.Locale;

/** Turns vendors' names of actions into lower snake case. */
final class SnakeCase {
  private SnakeCase() {}

  /** {@code PutBucketACL} gives {@code put_bucket_acl}, {@code user.session.start} the like. */
  static String of(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
        .replaceAll("[^A-Za-z0-9]+", "_")
        .replaceAll("^_+|_+$", "")
        .toLowerCase(Locale.ROOT);
  }
}
