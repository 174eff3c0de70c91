package io.sealstream.policy.sigma;

import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlMap;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a Sigma document of any kind says about itself. */
final class HeaderReader {
  private static final Set<String> LEVELS =
      Set.of("informational", "low", "medium", "high", "critical");
  private static final String DEFAULT_LEVEL = "medium";
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final Problems problems;

  HeaderReader(Problems problems) {
    this.problems = problems;
  }

  RuleHeader read(YamlMap map, DocumentName name) {
    String id = name.id();
    boolean isUuid = id != null && UUID.matcher(id).matches();
    if (id != null && !isUuid) {
      map.find("id").ifPresent(node -> problems.warning(node, "Sigma expects a UUID as id"));
    }
    String link = map.text("link");
    return new RuleHeader(
        map.requiredText("title"),
        level(map),
        map.texts("tags"),
        map.text("author"),
        link == null && isUuid ? "urn:uuid:" + id : link,
        map.texts("references"),
        map.text("description"),
        map.texts("falsepositives"),
        map.text("license"));
  }

  private String level(YamlMap map) {
    @Nullable String written = map.text("level");
    if (written == null) {
      return DEFAULT_LEVEL;
    }
    String level = written.toLowerCase(Locale.ROOT);
    if (!LEVELS.contains(level)) {
      map.find("level")
          .ifPresent(
              node ->
                  problems.error(
                      node, "level must be informational, low, medium, high or critical"));
    }
    return level;
  }
}
