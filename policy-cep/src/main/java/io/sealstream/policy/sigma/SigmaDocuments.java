package io.sealstream.policy.sigma;

import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.sigma.SetRules.Taken;
import io.sealstream.policy.yaml.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The documents of one file and those that it takes from others, compiled; and what they make
 * together. For one thread.
 */
public final class SigmaDocuments {
  private final Naming naming;
  private final Problems problems;
  private final List<SigmaRule> rules = new ArrayList<>();
  private final List<CorrelationDocument> correlations = new ArrayList<>();
  private final IdentityHashMap<Object, MappingNode> places = new IdentityHashMap<>();
  private final List<DocumentName> names;
  private final List<Taken> taken;
  private final List<String> textsOfOthers;

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
    this(documents, naming, OtherFiles.none(), problems);
  }

  /**
   * Compiles each document.
   *
   * @param naming how names are read; its table gets the fields that are mentioned
   * @param others what filters of other files reach, and what correlations of this one name there
   * @param problems gets what is wrong
   */
  public SigmaDocuments(
      List<MappingNode> documents, Naming naming, OtherFiles others, Problems problems) {
    this.naming = naming;
    this.problems = problems;
    var filters = new Filters(documents, naming, problems);
    taken = others.rules().takenBy(others.place(), filters.others(), problems);
    List<MappingNode> all =
        Stream.concat(filters.others().stream(), taken.stream().map(Taken::document)).toList();
    names = all.stream().map(DocumentName::of).toList();
    var statedAt = new ArrayList<MappingNode>();
    rules.addAll(filters.narrow(read(all, statedAt), others.filters()));
    for (int i = 0; i < rules.size(); i++) {
      places.put(rules.get(i), statedAt.get(i));
    }
    textsOfOthers =
        Stream.concat(taken.stream().map(Taken::text), filters.texts().stream()).toList();
    taken.forEach(this::requireUsable);
  }

  /** The rules among documents, and where each stands; the correlations are kept. */
  private List<SigmaRule> read(List<MappingNode> documents, List<MappingNode> statedAt) {
    var ruleCompiler = new RuleCompiler(naming, problems);
    var correlationReader = new CorrelationReader(problems);
    var stated = new ArrayList<SigmaRule>();
    for (MappingNode document : documents) {
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
    return stated;
  }

  /** Reports what would mean something else, or be a policy twice, if it stood in this file. */
  private void requireUsable(Taken each) {
    if (each.isMapped()) {
      problems.error(
          each.by().place(),
          "%s (%s) is meant by the fields of its envelope, which hold for its own file only: write it into this file"
              .formatted(each.by().text(), Problems.placeOf(each.document())));
    }
    for (SigmaRule rule : rules) {
      if (documentOf(rule).equals(each.document()) && isStandalone(rule)) {
        problems.error(
            each.by().place(),
            "%s (%s) is a policy of its own where it stands, and generate would make it one a second time: leave generate out"
                .formatted(each.by().text(), Problems.placeOf(each.document())));
      }
    }
  }

  /**
   * The texts that other files give to this one, in the order in which they stand behind it: the
   * documents that its correlations name, then the filters that reach its rules.
   */
  public List<String> textsOfOthers() {
    return textsOfOthers;
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

  /** Whether a document has that name or id, be it one that could not be read. */
  boolean isStated(String reference) {
    return names.stream().anyMatch(name -> name.is(reference));
  }

  /** Where the documents with that name or id stand, for messages. */
  List<String> placesOf(String reference) {
    return Stream.concat(
            rules(reference).stream().map(this::documentOf),
            correlations(reference).stream().map(CorrelationDocument::node))
        .map(Problems::placeOf)
        .toList();
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

  /**
   * The rules of the file that are policies of their own: referred to by no correlation, or
   * generated.
   */
  public List<SigmaRule> standaloneRules() {
    return rules.stream().filter(rule -> !isTaken(rule) && isStandalone(rule)).toList();
  }

  private boolean isTaken(SigmaRule rule) {
    return taken.stream().anyMatch(each -> each.document().equals(documentOf(rule)));
  }

  private boolean isStandalone(SigmaRule rule) {
    return correlations.stream()
        .allMatch(c -> c.generate() || c.rules().stream().noneMatch(r -> rule.name().is(r.text())));
  }
}
