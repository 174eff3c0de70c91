package io.sealstream.policy.sigma;

import io.sealstream.policy.plan.Condition.Bound;
import io.sealstream.policy.plan.Condition.Bounds;
import io.sealstream.policy.plan.Condition.Operator;
import io.sealstream.policy.plan.Correlation.Kind;
import io.sealstream.policy.sigma.CorrelationDocument.Reference;
import io.sealstream.policy.sigma.CorrelationDocument.Stated;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.Scalar;
import io.sealstream.policy.yaml.YamlMap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads the {@code condition} of a correlation. */
final class CorrelationConditionReader {
  private static final Map<String, Operator> OPERATORS =
      Map.of(
          "gt", Operator.GT,
          "gte", Operator.GTE,
          "lt", Operator.LT,
          "lte", Operator.LTE,
          "eq", Operator.EQ,
          "neq", Operator.NEQ);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Problems problems;

  CorrelationConditionReader(Problems problems) {
    this.problems = problems;
  }

  /** Nothing where an error was reported. */
  Optional<Stated> read(Kind kind, YamlMap body) {
    Optional<Node> value = body.find("condition");
    if (value.isEmpty()) {
      if (kind.isTemporal()) {
        return Optional.of(new Stated.EveryRule());
      }
      problems.error(body.node(), "the correlation has no condition, as in {gte: 10}");
      return Optional.empty();
    }
    if (value.get() instanceof MappingNode map) {
      return ofNumber(kind, map);
    }
    boolean isText = value.get() instanceof ScalarNode text && !text.getTag().equals(Tag.NULL);
    if (isText && kind.isTemporal()) {
      return Optional.of(new Stated.OfRules((ScalarNode) value.get()));
    }
    problems.error(
        value.get(),
        kind.isTemporal()
            ? "expected bounds, as in {gte: 2}, or a text over the rules' names"
            : "expected bounds, as in {gte: 10}");
    return Optional.empty();
  }

  private Optional<Stated> ofNumber(Kind kind, MappingNode map) {
    int before = problems.errors().size();
    var bounds = new ArrayList<Bound>();
    List<Reference> fields = List.of();
    @Nullable BigDecimal percentile = null;
    for (NodeTuple entry : map.getValue()) {
      String key = entry.getKeyNode() instanceof ScalarNode name ? name.getValue() : "";
      Operator operator = OPERATORS.get(key);
      if (operator != null) {
        number(kind, entry.getValueNode()).ifPresent(n -> bounds.add(new Bound(operator, n)));
      } else if (key.equals("field")) {
        fields = CorrelationReader.references(entry.getValueNode(), "field", problems);
      } else if (key.equals("percentile") && kind == Kind.VALUE_PERCENTILE) {
        percentile = percentile(entry.getValueNode());
      } else {
        problems.error(
            entry.getKeyNode(),
            "expected gt, gte, lt, lte, eq, neq or field, or percentile with value_percentile");
      }
    }
    requireFields(kind, fields, map);
    if (bounds.isEmpty() && problems.errors().size() == before) {
      problems.error(map, "the condition has no bound, as in {gte: 10}");
    }
    return problems.errors().size() > before
        ? Optional.empty()
        : Optional.of(new Stated.OfNumber(new Bounds(bounds, percentile), fields));
  }

  private void requireFields(Kind kind, List<Reference> fields, MappingNode map) {
    boolean ofValues =
        switch (kind) {
          case VALUE_COUNT, VALUE_SUM, VALUE_AVG, VALUE_PERCENTILE, VALUE_MEDIAN -> true;
          case EVENT_COUNT, TEMPORAL, TEMPORAL_ORDERED -> false;
        };
    if (ofValues && fields.isEmpty()) {
      problems.error(map, "the condition names no field to take values from");
    }
    if (!ofValues && !fields.isEmpty()) {
      problems.error(fields.get(0).place(), "only correlations of values have a field");
    }
    if (fields.size() > 1 && kind != Kind.VALUE_COUNT) {
      problems.error(fields.get(1).place(), "only value_count takes several fields");
    }
  }

  private Optional<BigDecimal> number(Kind kind, Node node) {
    Optional<BigDecimal> number = number(node);
    boolean counts =
        switch (kind) {
          case EVENT_COUNT, VALUE_COUNT, TEMPORAL, TEMPORAL_ORDERED -> true;
          case VALUE_SUM, VALUE_AVG, VALUE_PERCENTILE, VALUE_MEDIAN -> false;
        };
    if (number.isPresent() && counts && !isCount(number.get())) {
      problems.error(node, "a count is compared with a whole number from 0 on");
      return Optional.empty();
    }
    return number;
  }

  private static boolean isCount(BigDecimal number) {
    return number.signum() >= 0 && number.stripTrailingZeros().scale() <= 0;
  }

  private @Nullable BigDecimal percentile(Node node) {
    Optional<BigDecimal> number = number(node);
    boolean inRange = number.filter(n -> n.signum() >= 0 && n.compareTo(HUNDRED) <= 0).isPresent();
    if (number.isPresent() && !inRange) {
      problems.error(node, "percentile must be from 0 to 100");
    }
    return number.orElse(null);
  }

  private Optional<BigDecimal> number(Node node) {
    if (node instanceof ScalarNode scalar && Scalar.of(scalar) instanceof Scalar.Num number) {
      return Optional.of(number.value());
    }
    problems.error(node, "expected a number");
    return Optional.empty();
  }
}
