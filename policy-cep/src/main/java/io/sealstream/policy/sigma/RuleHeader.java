package io.sealstream.policy.sigma;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says about itself, as violations repeat it.
 *
 * @param level informational, low, medium, high or critical; medium where the rule has none
 * @param author who wrote the rule: Sigma's Detection Rule License asks for it on every alert
 * @param link where the rule comes from, which that licence asks for too: the rule's own {@code
 *     link} where it has one, else {@code urn:uuid:} and the rule's id; null where it has neither.
 *     Never one of {@code references}: those are what the author read, not the rule
 * @param license under which the rule is, as it says so itself; null where it does not
 */
public record RuleHeader(
    String title,
    String level,
    List<String> tags,
    @Nullable String author,
    @Nullable String link,
    List<String> references,
    @Nullable String description,
    List<String> falsepositives,
    @Nullable String license) {
  public RuleHeader {
    tags = List.copyOf(tags);
    references = List.copyOf(references);
    falsepositives = List.copyOf(falsepositives);
  }
}
