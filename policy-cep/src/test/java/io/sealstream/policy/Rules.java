package io.sealstream.policy;

/** Rules for tests. */
final class Rules {
  private Rules() {}

  /**
   * A rule over {@code vendor/log}.
   *
   * @param detection as JSON, which is YAML too
   */
  static PolicySource withDetection(String detection) {
    return new PolicySource(
        "rule.yml",
        """
        title: A rule
        logsource: {product: vendor, service: log}
        detection: %s
        """
            .formatted(detection));
  }

  /**
   * A rule over {@code vendor/log} with one selection.
   *
   * @param selection as flow-style YAML
   */
  static PolicySource withSelection(String selection) {
    return withDetection("{s: " + selection + ", condition: s}");
  }
}
