package io.sealstream.policy.envelope;

import io.sealstream.policy.sigma.RuleHeader;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an envelope lays over the header of the Sigma document it governs. Null is: as there.
 *
 * @param tags added to those of the document
 */
public record Overlay(
    @Nullable String title,
    @Nullable String description,
    @Nullable String severity,
    List<String> tags,
    Attribution attribution) {
  private static final String DEFAULT_LEVEL = "medium";

  public Overlay {
    tags = List.copyOf(tags);
  }

  /** The header with what the envelope says instead, or in addition. */
  public RuleHeader over(RuleHeader header) {
    return new RuleHeader(
        either(title, header.title()),
        either(severity, header.level()),
        Stream.concat(header.tags().stream(), tags.stream()).distinct().toList(),
        attribution.author() == null ? header.author() : attribution.author(),
        attribution.link() == null ? header.link() : attribution.link(),
        header.references(),
        description == null ? header.description() : description,
        header.falsepositives(),
        attribution.license() == null ? header.license() : attribution.license());
  }

  /** The header of a finding that is no Sigma document: a sequence or an absence. */
  public RuleHeader alone() {
    return over(
        new RuleHeader("", DEFAULT_LEVEL, List.of(), null, null, List.of(), null, List.of(), null));
  }

  private static String either(@Nullable String own, String other) {
    return own == null ? other : own;
  }
}
