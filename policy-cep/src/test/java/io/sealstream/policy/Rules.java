package io.sealstream.policy;

/** Rules for tests. */
public final class Rules {
  /** What is said besides of a modifier that there is not. */
  public static final String MODIFIERS =
      "(there are all, base64, base64offset, cased, cidr, contains, day, dotall, endswith, exists,"
          + " expand, fieldref, gt, gte, hour, i, ignorecase, lt, lte, m, minute, month, multiline,"
          + " neq, re, s, startswith, utf16, utf16be, utf16le, week, wide, windash, year)";

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

  /** A message with them in place of {@code {modifiers}}. */
  static String withModifiers(String message) {
    return message.replace("{modifiers}", MODIFIERS);
  }
}
