package io.sealstream.policy.sigma;

import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.yaml.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** The documents of one file, compiled; and what they make together. For one thread. */
public final class SigmaDocuments {
  private final Naming naming;
  private final Problems problems;
  private final List<SigmaRule> rules = new ArrayList<>();
  private final List<CorrelationDocument> correlations = new ArrayList<>();
  private final IdentityHashMap<Object, MappingNode> places = new IdentityHashMap<>();
  private final List<String> filterTexts;

  /**
   * Compiles each document.
   *
   * @param fields gets the fields that are mentioned
   * @param problems gets what is wrong
   */
  public SigmaDocuments(List<MappingNode> documents, FieldTable fields, Problems problems) {
    this(documents, Naming.plain(fields), problems);
  }

  /**
   * Compiles each document.
   *
   * @param naming how names are read; its table gets the fields that are mentioned
   * @param problems gets what is wrong
   */
  public SigmaDocuments(List<MappingNode> documents, Naming naming, Problems problems) {
    this(documents, naming, new SetFilters(), problems);
  }

  /**
   * Compiles each document.
   *
   * @param naming how names are read; its table gets the fields that are mentioned
   * @param set filters of other files, which may reach rules of this one
   * @param problems gets what is wrong with the file
   */
  public SigmaDocuments(
      List<MappingNode> documents, Naming naming, SetFilters set, Problems problems) {
    this.naming = naming;
    this.problems = problems;
    var ruleCompiler = new RuleCompiler(naming, problems);
    var correlationReader = new CorrelationReader(problems);
    var filters = new Filters(documents, naming, problems);
    var stated = new ArrayList<SigmaRule>();
    var statedAt = new ArrayList<MappingNode>();
    for (MappingNode document : filters.others()) {
      if (RuleCompiler.isCorrelation(document)) {
        correlationReader.read(document).ifPresent(correlations::add);
      } else {
        ruleCompiler
            .compile(document)
            .ifPresent(
                rule -> {
                  stated.add(rule);
                  statedAt.add(document);
                });
      }
    }
    rules.addAll(filters.narrow(stated, set));
    for (int i = 0; i < rules.size(); i++) {
      places.put(rules.get(i), statedAt.get(i));
    }
    filterTexts = List.copyOf(filters.texts());
  }

  /** The texts of the set's filters that reach a rule of the file, in their order. */
  public List<String> filterTexts() {
    return filterTexts;
  }

  /** Where the rule, which must be one of this file, stands. */
  public MappingNode documentOf(SigmaRule rule) {
    return placeOf(rule);
  }

  /** Where the correlation, which must be one of {@link #outermostCorrelations}, stands. */
  public MappingNode documentOf(LinkedCorrelation correlation) {
    return placeOf(correlation);
  }

  private MappingNode placeOf(Object compiled) {
    return Objects.requireNonNull(places.get(compiled), "of another file");
  }

  List<SigmaRule> rules(String reference) {
    return rules.stream().filter(rule -> rule.name().is(reference)).toList();
  }

  List<CorrelationDocument> correlations(String reference) {
    return correlations.stream().filter(c -> c.name().is(reference)).toList();
  }

  /**
   * The correlations that no other one of the file refers to, in the order of the file.
   *
   * @param tiesInOrder whether events of equal time satisfy an order
   */
  public List<LinkedCorrelation> outermostCorrelations(boolean tiesInOrder) {
    Set<CorrelationDocument> nested = newSet();
    correlations.forEach(c -> c.rules().forEach(r -> nested.addAll(correlations(r.text()))));
    Set<CorrelationDocument> reached = newSet();
    var linked = new ArrayList<LinkedCorrelation>();
    for (CorrelationDocument correlation : correlations) {
      if (!nested.contains(correlation)) {
        linker(tiesInOrder, reached)
            .link(correlation)
            .ifPresent(
                link -> {
                  linked.add(link);
                  places.put(link, correlation.node());
                });
      }
    }
    // What no outermost one reaches goes round in a circle, which the linker tells.
    for (CorrelationDocument correlation : correlations) {
      if (!reached.contains(correlation)) {
        var unused = linker(tiesInOrder, reached).link(correlation);
      }
    }
    return linked;
  }

  private CorrelationLinker linker(boolean tiesInOrder, Set<CorrelationDocument> reached) {
    return new CorrelationLinker(
        this, new CorrelationLinker.Setting(naming, tiesInOrder, reached), problems);
  }

  private static Set<CorrelationDocument> newSet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** All rules of the file by their places, for plans of this project that refer to them. */
  public RuleBook ruleBook() {
    return new RuleBook(rules, naming);
  }

  /**
   * Every event of a rule of this file as a finding of its group.
   *
   * @param by the fields to group by; may be empty
   * @param at where they stand, for messages
   */
  public LinkedCorrelation eachEventOf(SigmaRule rule, List<String> by, Node at) {
    List<String> names = by.stream().distinct().toList();
    var scope = new FieldScope(naming, rule.logSource().product() == null);
    for (String name : names) {
      if (scope.isUnknown(scope.path(name))) {
        problems.warning(
            at,
            "no event has the field " + name + ": a rule without a product reads the event's own");
      }
    }
    return LinkedCorrelation.ofEachEvent(rule, names, naming);
  }

  /** The rules that are policies of their own: referred to by no correlation, or generated. */
  public List<SigmaRule> standaloneRules() {
    return rules.stream()
        .filter(
            rule ->
                correlations.stream()
                    .allMatch(
                        c ->
                            c.generate()
                                || c.rules().stream().noneMatch(r -> rule.name().is(r.text()))))
        .toList();
  }
}
