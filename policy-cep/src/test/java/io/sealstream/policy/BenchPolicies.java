package io.sealstream.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Policies for benchmarks, as a large organisation has them: most name an action, many a resource
 * or a person, one in ten only parts of texts, networks or expressions. Two find about two events
 * in a hundred; the others look for what does not happen, as most policies do most of the time.
 */
final class BenchPolicies {
  private static final List<String> ACTIONS =
      List.of(
          "login_user",
          "download_file",
          "export_folder",
          "read_record",
          "update_record",
          "call_api",
          "update_config",
          "grant_role");
  private static final List<String> VERBS =
      List.of("delete", "create", "rotate", "disable", "attach", "detach", "approve", "revoke");
  private static final List<String> NOUNS =
      List.of("key", "user", "bucket", "trail", "role", "token", "backup", "tunnel", "vault");

  private final Random random;

  private BenchPolicies(long seed) {
    this.random = new Random(seed);
  }

  /** At least two; the same for the same arguments. */
  static List<PolicySource> of(int count, long seed) {
    var policies = new BenchPolicies(seed);
    var sources = new ArrayList<PolicySource>();
    sources.add(policy("denied", "{s: {outcome: DENIED}, condition: s}"));
    sources.add(
        policy(
            "restricted",
            "{s: {action: [read_record, update_record], resource.classification: restricted},"
                + " f: {actor.id: [u-alice]}, condition: s and not f}"));
    for (int i = sources.size(); i < count; i++) {
      sources.add(policy("p" + i, policies.detection(i)));
    }
    return sources;
  }

  /** That many counts of denials, of all and of one action each, by person. */
  static List<PolicySource> correlations(int count) {
    var sources = new ArrayList<PolicySource>();
    for (int i = 0; i < count; i++) {
      String action = i == 0 ? "" : ", action: " + ACTIONS.get(i % ACTIONS.size());
      sources.add(
          new PolicySource(
              "c" + i,
              """
              title: Denials %1$d
              id: c%1$d
              correlation: {type: event_count, rules: [r], group-by: [actor.id], timespan: %2$dm, condition: {gte: %3$d}}
              ---
              title: A denial
              name: r
              logsource: {product: app}
              detection: {s: {outcome: DENIED%4$s}, condition: s}
              """
                  .formatted(i, 5 + i, 3 + i % 7, action)));
    }
    return sources;
  }

  private static PolicySource policy(String name, String detection) {
    return new PolicySource(
        name,
        "title: %s\nid: %s\nlevel: medium\nlogsource: {product: app}\ndetection: %s\n"
            .formatted(name, name, detection));
  }

  private String detection(int i) {
    return switch (i % 10) {
      case 0, 1 -> "{s: {action: %s}, condition: s}".formatted(rareAction(i));
      case 2 ->
          "{s: {action: [%s, %s], outcome: FAILURE}, condition: s}"
              .formatted(rareAction(i), rareAction(i + 1));
      case 3 ->
          "{s: {action: %s, resource.id: secret/%d}, condition: s}".formatted(commonAction(), i);
      case 4 ->
          "{s: {action: %s, actor.id: u-leaver%d}, f: {source.ip|cidr: 10.0.0.0/8}, condition: s and not f}"
              .formatted(commonAction(), i);
      case 5 ->
          "{s: {changes.field: feature.%d.enabled, changes.new: 'false'}, condition: s}"
              .formatted(i);
      case 6 ->
          "{s: {action: %s}, t: {resource.id|startswith: 'finance/%d/'}, condition: all of them}"
              .formatted(rareAction(i), i);
      case 7 ->
          "{s: {action: %s, data.records|gte: %d}, condition: s}"
              .formatted(rareAction(i), 100 + random.nextInt(100_000));
      case 8 ->
          "{s: {actor.id: u-service%d}, f: {source.geo.country: [DE, FR]}, condition: s and not f}"
              .formatted(i);
      default -> partsOfTexts(i);
    };
  }

  /** No whole text is required: an index over equal texts does not help. */
  private String partsOfTexts(int i) {
    return switch (random.nextInt(5)) {
      case 0 -> "{s: {resource.id|endswith: '.kdbx%d'}, condition: s}".formatted(i);
      case 1 -> "{s: {source.user_agent|contains: 'tool-%d/'}, condition: s}".formatted(i);
      case 2 -> "{s: {resource.id|startswith: 'legal/%d/'}, condition: s}".formatted(i);
      case 3 ->
          "{s: {source.ip|cidr: 100.%d.%d.0/24}, condition: s}"
              .formatted(64 + random.nextInt(64), random.nextInt(256));
      default -> "{s: {message|re: 'policy %d (was|is) overridden'}, condition: s}".formatted(i);
    };
  }

  private String rareAction(int i) {
    return VERBS.get(random.nextInt(VERBS.size()))
        + "_"
        + NOUNS.get(random.nextInt(NOUNS.size()))
        + (i % 7 == 0 ? "" : i % 50);
  }

  private String commonAction() {
    return ACTIONS.get(random.nextInt(ACTIONS.size()));
  }
}
