package io.sealstream.schemas.codec;

import io.sealstream.schemas.TenantId;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which tenant may speak in which topic. The first rule whose pattern matches the whole topic name
 * decides; a topic that no rule matches is shared by all tenants.
 */
public record TenantBinding(List<Rule> rules) implements Serializable {

  public static final TenantBinding NONE = new TenantBinding(List.of());

  /** A regular expression over topic names, and the one tenant that may speak there. */
  public record Rule(String topicPattern, TenantId tenant) implements Serializable {
    public Rule {
      Pattern.compile(topicPattern);
    }
  }

  public TenantBinding {
    rules = List.copyOf(rules);
  }

  /**
   * Reads {@code pattern=tenant} entries.
   *
   * @throws IllegalArgumentException naming the entry that is wrong
   */
  public static TenantBinding parse(List<String> entries) {
    return new TenantBinding(entries.stream().map(TenantBinding::rule).toList());
  }

  private static Rule rule(String entry) {
    int cut = entry.lastIndexOf('=');
    if (cut < 1) {
      throw new IllegalArgumentException("tenant binding must be PATTERN=TENANT: " + entry);
    }
    return new Rule(entry.substring(0, cut), new TenantId(entry.substring(cut + 1)));
  }

  /** The only tenant allowed in the topic, or empty for a shared one. */
  public Optional<TenantId> boundTenant(String topic) {
    return rules.stream()
        .filter(rule -> topic.matches(rule.topicPattern()))
        .map(Rule::tenant)
        .findFirst();
  }
}
