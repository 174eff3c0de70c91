package io.sealstream.policy.sigma;

import io.sealstream.policy.plan.Correlation.Kind;
import io.sealstream.policy.sigma.CorrelationDocument.Alias;
import io.sealstream.policy.sigma.CorrelationDocument.Reference;
import io.sealstream.policy.sigma.CorrelationDocument.Stated;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.Scalar;
import io.sealstream.policy.yaml.YamlMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads documents with {@code correlation} (Sigma specification 2.1, and the types that pySigma
 * adds). Reports every problem it finds, then gives nothing.
 */
final class CorrelationReader {
  private static final Set<String> KEYS =
      Set.of("type", "rules", "group-by", "timespan", "aliases", "condition", "generate");
  private static final Map<String, Kind> KINDS =
      Map.of(
          "event_count", Kind.EVENT_COUNT,
          "value_count", Kind.VALUE_COUNT,
          "value_sum", Kind.VALUE_SUM,
          "value_avg", Kind.VALUE_AVG,
          "value_percentile", Kind.VALUE_PERCENTILE,
          "value_median", Kind.VALUE_MEDIAN,
          "temporal", Kind.TEMPORAL,
          "temporal_ordered", Kind.TEMPORAL_ORDERED);
  private static final Pattern TIMESPAN = Pattern.compile("0*([1-9][0-9]{0,8})([smhdw])");
  private static final Set<String> WORDS = Set.of("and", "or", "not");

  private final Problems problems;

  CorrelationReader(Problems problems) {
    this.problems = problems;
  }

  Optional<CorrelationDocument> read(MappingNode document) {
    int before = problems.errors().size();
    var map = new YamlMap(document, problems);
    DocumentName name = DocumentName.of(map);
    RuleHeader header = new HeaderReader(problems).read(map, name);
    Optional<MappingNode> node = map.requiredMap("correlation");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    var body = new YamlMap(node.get(), problems);
    reportUnknown(node.get());
    String type = body.requiredText("type");
    Optional<Kind> kind = kind(type, body);
    List<Reference> rules = rules(kind, body);
    List<Reference> groupBy = references(body, "group-by");
    Map<String, Alias> aliases = aliases(body);
    long timespan = timespan(body);
    boolean generate = generate(body);
    Optional<Stated> condition =
        kind.flatMap(k -> new CorrelationConditionReader(problems).read(k, body));
    if (problems.errors().size() > before || kind.isEmpty() || condition.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CorrelationDocument(
            document,
            name,
            header,
            kind.get(),
            rules,
            groupBy,
            aliases,
            timespan,
            condition.get(),
            generate));
  }

  private void reportUnknown(MappingNode correlation) {
    for (NodeTuple entry : correlation.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key && KEYS.contains(key.getValue()))) {
        problems.error(
            entry.getKeyNode(),
            "unknown key in a correlation; there are type, rules, group-by, timespan, aliases,"
                + " condition and generate");
      }
    }
  }

  private Optional<Kind> kind(String word, YamlMap body) {
    Optional<Kind> kind = Optional.ofNullable(KINDS.get(word));
    if (kind.isEmpty() && !word.isEmpty()) {
      body.find("type")
          .ifPresent(
              place ->
                  problems.error(
                      place,
                      "unknown correlation type "
                          + word
                          + "; there are "
                          + String.join(", ", KINDS.keySet().stream().sorted().toList())));
    }
    return kind;
  }

  private List<Reference> rules(Optional<Kind> kind, YamlMap body) {
    List<Reference> rules =
        body.find("rules").isEmpty() && kind.filter(Kind::isTemporal).isPresent()
            ? rulesOfCondition(body)
            : references(body, "rules");
    if (rules.isEmpty()) {
      problems.error(
          body.find("rules").orElse(body.node()),
          "rules must name at least one rule by name or id");
    }
    var seen = new HashMap<String, Reference>();
    for (Reference rule : rules) {
      if (seen.putIfAbsent(rule.text(), rule) != null) {
        problems.error(rule.place(), "rule " + rule.text() + " is named twice");
      }
    }
    return rules;
  }

  /** Those that a text names, in the order in which it does; none where it is no text. */
  private static List<Reference> rulesOfCondition(YamlMap body) {
    var rules = new LinkedHashMap<String, Reference>();
    if (body.find("condition").orElse(body.node()) instanceof ScalarNode text) {
      ConditionParser.NAME
          .matcher(text.getValue())
          .results()
          .map(MatchResult::group)
          .filter(name -> !WORDS.contains(name.toLowerCase(Locale.ROOT)))
          .forEach(name -> rules.putIfAbsent(name, new Reference(name, text)));
    }
    return List.copyOf(rules.values());
  }

  /** A list of names, or one. */
  private List<Reference> references(YamlMap body, String key) {
    Optional<Node> value = body.find(key);
    if (value.isEmpty()) {
      return List.of();
    }
    return references(value.get(), key, problems);
  }

  static List<Reference> references(Node value, String key, Problems problems) {
    var references = new ArrayList<Reference>();
    for (Node element : value instanceof SequenceNode list ? list.getValue() : List.of(value)) {
      if (element instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
        references.add(new Reference(scalar.getValue(), scalar));
      } else {
        problems.error(element, key + " must be a name or a list of names");
      }
    }
    return references;
  }

  private Map<String, Alias> aliases(YamlMap body) {
    Optional<Node> value = body.find("aliases");
    if (value.isEmpty()) {
      return Map.of();
    }
    var aliases = new LinkedHashMap<String, Alias>();
    if (!(value.get() instanceof MappingNode map)) {
      problems.error(value.get(), "aliases must be a map of names to {rule: field}");
      return aliases;
    }
    for (NodeTuple entry : map.getValue()) {
      boolean valid =
          entry.getKeyNode() instanceof ScalarNode && entry.getValueNode() instanceof MappingNode;
      if (valid) {
        aliases.put(
            ((ScalarNode) entry.getKeyNode()).getValue(),
            new Alias(entry.getKeyNode(), fieldByRule((MappingNode) entry.getValueNode())));
      } else {
        problems.error(entry.getValueNode(), "an alias must be a map of rule to field");
      }
    }
    return aliases;
  }

  private Map<String, Reference> fieldByRule(MappingNode node) {
    var fields = new LinkedHashMap<String, Reference>();
    for (NodeTuple entry : node.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode rule
          && entry.getValueNode() instanceof ScalarNode field) {
        fields.put(rule.getValue(), new Reference(field.getValue(), rule));
      } else {
        problems.error(entry.getValueNode(), "an alias must be a map of rule to field");
      }
    }
    return fields;
  }

  private long timespan(YamlMap body) {
    String text = body.requiredText("timespan");
    Matcher matcher = TIMESPAN.matcher(text);
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "s" -> Duration.ofSeconds(count).toMillis();
        case "m" -> Duration.ofMinutes(count).toMillis();
        case "h" -> Duration.ofHours(count).toMillis();
        case "d" -> Duration.ofDays(count).toMillis();
        default -> Duration.ofDays(7 * count).toMillis();
      };
    }
    if (!text.isEmpty()) {
      body.find("timespan")
          .ifPresent(
              place ->
                  problems.error(
                      place,
                      "timespan must be a number and one of s, m, h, d, w, as in 90m (months and"
                          + " years have no fixed length)"));
    }
    return 0;
  }

  private boolean generate(YamlMap body) {
    Optional<Node> value = body.find("generate");
    if (value.isEmpty()) {
      return false;
    }
    if (value.get() instanceof ScalarNode scalar && Scalar.of(scalar) instanceof Scalar.Bool bool) {
      return bool.value();
    }
    problems.error(value.get(), "generate must be true or false");
    return false;
  }
}
