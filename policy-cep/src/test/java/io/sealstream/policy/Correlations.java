package io.sealstream.policy;

/** Correlation files for tests. */
final class Correlations {
  /** Two rules over the events of {@link Events}: reads and exports. */
  static final String RULES =
      """
      ---
      title: A read
      name: reads
      logsource: {product: app, service: files}
      detection: {s: {action: read_record}, condition: s}
      ---
      title: An export
      name: exports
      logsource: {product: app, service: files}
      detection: {s: {action: export_folder}, condition: s}
      """;

  /** The first of them. */
  static final String READS = RULES.substring(0, RULES.indexOf("---\ntitle: An export"));

  static final String ID = "4f1c2d3e-0000-4000-8000-00000000000c";

  private Correlations() {}

  /**
   * A correlation with {@link #ID} over {@link #RULES}, in one file with them.
   *
   * @param body the map {@code correlation}, as flow-style YAML
   */
  static PolicySource of(String body) {
    return new PolicySource(
        "correlation.yml",
        """
        title: Several reads
        id: %s
        level: high
        author: A. Author
        tags: [attack.collection]
        description: Somebody reads much.
        falsepositives: [Work]
        correlation: %s
        """
                .formatted(ID, body)
            + RULES);
  }

  /** So many reads of one actor within ten minutes. */
  static PolicySource reads(int atLeast) {
    return of(
        "{type: event_count, rules: [reads], group-by: [actor.id], timespan: 10m, condition: {gte:"
            + " %d}}".formatted(atLeast));
  }

  /** The same with nothing else in the file: as it may be published. */
  static PolicySource readsAlone(int atLeast) {
    PolicySource both = reads(atLeast);
    return new PolicySource(both.name(), both.text().replace(RULES, READS));
  }
}
