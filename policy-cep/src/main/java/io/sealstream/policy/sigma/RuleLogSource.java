package io.sealstream.policy.sigma;

import io.sealstream.policy.yaml.YamlMap;
import io.sealstream.schemas.v1.LogSource;
import org.jspecify.annotations.Nullable;

/**
 * The log a rule is about. What the rule leaves out matches any event.
 *
 * <p>Product and service must be the event's. The category must be too, unless the event states
 * none: vendor logs are told apart by product and service, and importers seldom know a category.
 * For azure the product alone decides: its services have no agreed names.
 */
public record RuleLogSource(
    @Nullable String product, @Nullable String service, @Nullable String category) {
  private static final String AZURE = "azure";

  static RuleLogSource of(YamlMap map) {
    return new RuleLogSource(map.text("product"), map.text("service"), map.text("category"));
  }

  /** Whether the other is the same log or a part of it: what this leaves out may be anything. */
  boolean contains(RuleLogSource other) {
    return agrees(product, other.product)
        && agrees(service, other.service)
        && agrees(category, other.category);
  }

  /** Whether events of a log source concern the rule. */
  public boolean matches(LogSource event) {
    return agrees(product, event.getProduct())
        && (AZURE.equalsIgnoreCase(product) || agrees(service, event.getService()))
        && (event.getCategory() == null || agrees(category, event.getCategory()));
  }

  private static boolean agrees(@Nullable String wanted, @Nullable String actual) {
    return wanted == null || wanted.equalsIgnoreCase(actual);
  }
}
