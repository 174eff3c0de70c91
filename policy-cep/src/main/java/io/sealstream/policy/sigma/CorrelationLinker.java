package io.sealstream.policy.sigma;

import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.plan.Condition;
import io.sealstream.policy.plan.Condition.Bound;
import io.sealstream.policy.plan.Condition.Bounds;
import io.sealstream.policy.plan.Condition.Operator;
import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Correlation.Member;
import io.sealstream.policy.plan.Correlation.Source;
import io.sealstream.policy.sigma.ConditionParser.SyntaxException;
import io.sealstream.policy.sigma.CorrelationDocument.Alias;
import io.sealstream.policy.sigma.CorrelationDocument.Reference;
import io.sealstream.policy.sigma.CorrelationDocument.Stated;
import io.sealstream.policy.yaml.Problems;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Resolves the names in one correlation and in all that it nests: rules to places, fields to slots.
 * Reports every problem it finds. For one correlation and one thread.
 */
final class CorrelationLinker {
  private static final int MAX_RULES = 63;
  private static final Pattern UPPER_CASE =
      Pattern.compile("(?<![\\w.*-])(AND|OR|NOT)(?![\\w.*-])");

  private final SigmaDocuments documents;
  private final Setting setting;
  private final Problems problems;
  private final List<SigmaRule> rules = new ArrayList<>();
  private final Map<String, Integer> slots = new LinkedHashMap<>();
  private final List<CorrelationDocument> path = new ArrayList<>();

  /**
   * What holds for all correlations of a file.
   *
   * @param tiesInOrder whether events of equal time satisfy an order
   * @param reached gets every document that was resolved
   */
  record Setting(Naming naming, boolean tiesInOrder, Set<CorrelationDocument> reached) {}

  CorrelationLinker(SigmaDocuments documents, Setting setting, Problems problems) {
    this.documents = documents;
    this.setting = setting;
    this.problems = problems;
  }

  /** Nothing where an error was reported. */
  Optional<LinkedCorrelation> link(CorrelationDocument outermost) {
    int before = problems.errors().size();
    Optional<Correlation> plan = resolve(outermost);
    if (rules.size() > MAX_RULES) {
      problems.error(
          outermost.node(),
          "the correlation needs "
              + rules.size()
              + " rules; at most "
              + MAX_RULES
              + " are possible");
    }
    if (plan.isEmpty() || problems.errors().size() > before) {
      return Optional.empty();
    }
    List<FieldPath> paths = slots.keySet().stream().map(setting.naming()::path).toList();
    return Optional.of(
        new LinkedCorrelation(outermost.name(), outermost.header(), rules, paths, plan.get()));
  }

  private Optional<Correlation> resolve(CorrelationDocument document) {
    path.add(document);
    setting.reached().add(document);
    var members = new ArrayList<Member>();
    for (Reference reference : document.rules()) {
      member(document, reference).ifPresent(members::add);
    }
    path.remove(path.size() - 1);
    reportStrayAliases(document);
    if (members.size() < document.rules().size()) {
      return Optional.empty();
    }
    return condition(document)
        .map(
            condition ->
                new Correlation(
                    nameOf(document),
                    document.kind(),
                    members,
                    document.groupBy().stream().map(Reference::text).toList(),
                    document.timespanMillis(),
                    condition,
                    setting.tiesInOrder()));
  }

  private static String nameOf(CorrelationDocument document) {
    String name = document.name().name();
    return name == null ? document.header().title() : name;
  }

  private Optional<Member> member(CorrelationDocument document, Reference reference) {
    @Nullable Source source = source(reference);
    if (source == null) {
      return Optional.empty();
    }
    List<Reference> valueFields =
        document.condition() instanceof Stated.OfNumber number ? number.fields() : List.of();
    return Optional.of(
        new Member(
            reference.text(),
            source,
            slots(document, reference, document.groupBy()),
            slots(document, reference, valueFields)));
  }

  private @Nullable Source source(Reference reference) {
    List<SigmaRule> named = documents.rules(reference.text());
    List<CorrelationDocument> nested = documents.correlations(reference.text());
    if (named.size() + nested.size() != 1) {
      if (named.isEmpty() && nested.isEmpty() && documents.isStated(reference.text())) {
        return null; // what is wrong with it is told
      }
      problems.error(
          reference.place(),
          named.isEmpty() && nested.isEmpty()
              ? "no rule has the name or id %s, neither in this file nor in another that is given with it"
                  .formatted(reference.text())
              : "several rules have the name or id %s: %s"
                  .formatted(
                      reference.text(), String.join(", ", documents.placesOf(reference.text()))));
      return null;
    }
    if (nested.isEmpty()) {
      return new Source.Rule(placeOf(named.get(0)));
    }
    if (path.contains(nested.get(0))) {
      problems.error(
          reference.place(), "the correlation refers to itself through " + reference.text());
      return null;
    }
    return resolve(nested.get(0)).map(Source.Nested::new).orElse(null);
  }

  private int placeOf(SigmaRule rule) {
    int known = rules.indexOf(rule);
    if (known >= 0) {
      return known;
    }
    rules.add(rule);
    return rules.size() - 1;
  }

  /** Each field by the name that it has in the events of that rule. */
  private List<Integer> slots(
      CorrelationDocument document, Reference rule, List<Reference> wanted) {
    var result = new ArrayList<Integer>();
    for (Reference field : wanted) {
      Alias alias = document.aliases().get(field.text());
      Optional<Reference> own = alias == null ? Optional.of(field) : fieldOf(alias, rule);
      if (own.isEmpty()) {
        problems.warning(
            field.place(),
            "alias %s names no field for rule %s; its field %s counts"
                .formatted(field.text(), rule.text(), field.text()));
      }
      result.add(slots.computeIfAbsent(own.orElse(field).text(), name -> slots.size()));
    }
    return result;
  }

  private Optional<Reference> fieldOf(Alias alias, Reference rule) {
    Map<String, Reference> fields = alias.fieldByRule();
    return Optional.ofNullable(fields.get(rule.text()))
        .or(
            () ->
                fields.entrySet().stream()
                    .filter(entry -> isSame(entry.getKey(), rule.text()))
                    .map(Map.Entry::getValue)
                    .findFirst());
  }

  /** Whether both mean one document: aliases go by the name, {@code rules} perhaps by the id. */
  private boolean isSame(String one, String other) {
    return one.equals(other)
        || (!documents.rules(one).isEmpty() && documents.rules(one).equals(documents.rules(other)))
        || (!documents.correlations(one).isEmpty()
            && documents.correlations(one).equals(documents.correlations(other)));
  }

  private void reportStrayAliases(CorrelationDocument document) {
    List<String> known = document.rules().stream().map(Reference::text).toList();
    document
        .aliases()
        .values()
        .forEach(
            alias ->
                alias
                    .fieldByRule()
                    .forEach(
                        (rule, field) -> {
                          if (known.stream().noneMatch(name -> isSame(rule, name))) {
                            problems.error(field.place(), "the correlation has no rule " + rule);
                          }
                        }));
  }

  private Optional<Condition> condition(CorrelationDocument document) {
    if (document.condition() instanceof Stated.OfNumber number) {
      return Optional.of(number.bounds());
    }
    if (document.condition() instanceof Stated.OfRules text) {
      return ofRules(document, text.text());
    }
    BigDecimal all = BigDecimal.valueOf(document.rules().size());
    return Optional.of(new Bounds(List.of(new Bound(Operator.GTE, all)), null));
  }

  /** The specification writes the operators of these conditions in upper case, pySigma in lower. */
  private Optional<Condition> ofRules(CorrelationDocument document, ScalarNode text) {
    String lower =
        UPPER_CASE
            .matcher(text.getValue())
            .replaceAll(match -> match.group().toLowerCase(Locale.ROOT));
    List<String> names = document.rules().stream().map(Reference::text).toList();
    try {
      Expression expression = new ConditionParser(lower, names).parse();
      return Optional.of(new Condition.Members(presence(expression)));
    } catch (SyntaxException e) {
      problems.error(text, e.offset(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Condition.Presence presence(Expression expression) {
    if (expression instanceof Expression.Selected selected) {
      return new Condition.Presence.Occurs(selected.index());
    }
    if (expression instanceof Expression.And and) {
      return new Condition.Presence.And(
          and.parts().stream().map(CorrelationLinker::presence).toList());
    }
    if (expression instanceof Expression.Or or) {
      return new Condition.Presence.Or(
          or.parts().stream().map(CorrelationLinker::presence).toList());
    }
    return new Condition.Presence.Not(presence(((Expression.Not) expression).part()));
  }
}
