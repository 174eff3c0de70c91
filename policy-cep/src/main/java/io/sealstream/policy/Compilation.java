package io.sealstream.policy;

import io.sealstream.policy.envelope.Envelope;
import io.sealstream.policy.envelope.PolicyFile;
import io.sealstream.policy.envelope.Terms;
import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.plan.GroupPlan;
import io.sealstream.policy.sequence.AbsenceReader;
import io.sealstream.policy.sequence.SequenceReader;
import io.sealstream.policy.sigma.DocumentName;
import io.sealstream.policy.sigma.LinkedCorrelation;
import io.sealstream.policy.sigma.Naming;
import io.sealstream.policy.sigma.OtherFiles;
import io.sealstream.policy.sigma.RuleBook;
import io.sealstream.policy.sigma.RuleHeader;
import io.sealstream.policy.sigma.SetFilters;
import io.sealstream.policy.sigma.SetRules;
import io.sealstream.policy.sigma.SigmaDocuments;
import io.sealstream.policy.sigma.SigmaRule;
import io.sealstream.policy.yaml.DocumentTexts;
import io.sealstream.policy.yaml.Problem;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlDocuments;
import io.sealstream.policy.yaml.YamlMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * One run of the compiler: takes the files of filters, and then file by file the others. For one
 * thread.
 */
final class Compilation {
  private final FieldTable fields;
  private final List<CompiledPolicy> policies = new ArrayList<>();
  private final List<CompiledCorrelation> correlations = new ArrayList<>();
  private final List<CompiledPattern> patterns = new ArrayList<>();
  private final List<PolicyProblem> errors = new ArrayList<>();
  private final List<PolicyProblem> warnings = new ArrayList<>();

  /** Policy ids that are taken. */
  private final Map<String, PolicySource> sourceById = new HashMap<>();

  private final Map<String, String> fieldNames;
  private final SetRules rules;
  private final SetFilters filters = new SetFilters();
  private final Map<PolicySource, Problems> filterFiles = new LinkedHashMap<>();

  /** What all documents of one file share. */
  private record Reading(
      PolicySource source, String hash, PolicyFile file, List<String> titles, Problems problems) {
    private Charter charter() {
      PolicyRelease release = source.release();
      Terms terms = file.terms();
      return new Charter(
          source.name(),
          source.place(),
          file.envelope(),
          release == null ? terms : terms.effectiveFrom(release.effectiveFrom()));
    }

    private String version() {
      PolicyRelease release = source.release();
      return release == null || file.envelope().isPresent() ? file.version() : release.version();
    }
  }

  /**
   * Prepares a run.
   *
   * @param fieldNames by the name that bare Sigma files use, the one that events use
   * @param rules what correlations may name
   */
  Compilation(Map<String, String> fieldNames, SetRules rules) {
    this(fieldNames, new FieldTable(), rules);
  }

  /** A run whose policies run together with those of other runs that have the same fields. */
  Compilation(FieldTable fields, SetRules rules) {
    this(Map.of(), fields, rules);
  }

  private Compilation(Map<String, String> fieldNames, FieldTable fields, SetRules rules) {
    this.fieldNames = Map.copyOf(fieldNames);
    this.fields = fields;
    this.rules = rules;
  }

  /** Takes a file that holds filters only: they reach the rules of files that are added later. */
  void addFilters(PolicySource source) {
    var problems = new Problems();
    String text = DocumentTexts.inLines(source.text()); // as it stands behind what it reaches
    List<MappingNode> read = YamlDocuments.read(source.place(), text, problems);
    filters.add(source.place(), text, read, problems);
    filterFiles.put(source, problems);
  }

  /**
   * Compiles a file; what is wrong with it is told by {@link #findings}.
   *
   * @return all that decides, which the hash is of: the file's text, and behind it the documents of
   *     other files that its correlations need, and those filters that reach one of its rules
   */
  String add(PolicySource source) {
    var problems = new Problems();
    List<MappingNode> read = YamlDocuments.read(source.place(), source.text(), problems);
    var file = PolicyFile.of(read, fields, problems);
    var others = new OtherFiles(source.place(), rules, filters);
    var documents = new SigmaDocuments(file.parts(), naming(file), others, problems);
    String inLines = DocumentTexts.inLines(source.text());
    if (!documents.textsOfOthers().isEmpty() && !inLines.equals(source.text())) {
      // What is compiled is what is hashed: the last line has an end where documents follow.
      return add(source.with(inLines));
    }
    String whole = DocumentTexts.append(source.text(), documents.textsOfOthers());
    var reading = new Reading(source, sha256(whole), file, new ArrayList<>(), problems);
    if (file.hasOwnFinding()) {
      addPattern(reading, documents);
    } else {
      addRules(reading, documents);
    }
    for (LinkedCorrelation linked : documents.outermostCorrelations(file.tiesInOrder())) {
      add(reading, linked, documents.documentOf(linked));
    }
    file.requireOneFinding(reading.titles(), problems);
    errors.addAll(in(source, problems.errors()));
    warnings.addAll(in(source, problems.warnings()));
    return whole;
  }

  private void addRules(Reading reading, SigmaDocuments documents) {
    for (SigmaRule rule : documents.standaloneRules()) {
      var identity = identify(reading, rule.name(), rule.header(), documents.documentOf(rule));
      Optional<Node> dedup = reading.file().dedup(reading.problems());
      if (dedup.isEmpty()) {
        policies.add(new CompiledPolicy(identity, rule, reading.charter()));
      } else {
        var linked = documents.eachEventOf(rule, reading.file().dedupBy(), dedup.get());
        correlations.add(new CompiledCorrelation(identity, linked, reading.charter()));
      }
    }
  }

  /** The rules of the file are parts of the envelope's own finding, and no policies. */
  private void addPattern(Reading reading, SigmaDocuments documents) {
    Envelope envelope = reading.file().envelope().orElseThrow();
    RuleBook book = documents.ruleBook();
    boolean ties = reading.file().tiesInOrder();
    Optional<? extends GroupPlan> plan =
        envelope.sequence() != null
            ? new SequenceReader(book, reading.problems()).read(envelope.sequence(), ties)
            : new AbsenceReader(book, reading.problems())
                .read(Objects.requireNonNull(envelope.absence()), ties);
    RuleHeader header = envelope.overlay().alone();
    var identity = identify(reading, new DocumentName(null, null), header, envelope.node());
    plan.ifPresent(
        found -> {
          patterns.add(new CompiledPattern(identity, book, found, reading.charter()));
          reading.file().requireDedupBy(found.grouping().names(), reading.problems());
        });
  }

  private Naming naming(PolicyFile file) {
    return file.envelope().isPresent() ? file.naming() : new Naming(fields, fieldNames, Map.of());
  }

  private void add(Reading reading, LinkedCorrelation linked, MappingNode node) {
    var identity = identify(reading, linked.name(), linked.header(), node);
    var correlation = new CompiledCorrelation(identity, linked, reading.charter());
    correlations.add(correlation);
    reportUnworkable(correlation, node, reading.problems());
    reading.file().requireDedupBy(linked.plan().groupNames(), reading.problems());
  }

  /**
   * What was compiled, complete only where there are no errors, and what is wrong. To be asked
   * once, at the end.
   */
  PolicyFindings findings() {
    takeProblemsOfFilters();
    var book =
        new PolicyBook(
            policies,
            correlations,
            patterns,
            warnings.stream().distinct().sorted().toList(),
            fields.size());
    Map<String, String> fileById = new HashMap<>();
    sourceById.forEach((id, source) -> fileById.put(id, source.name()));
    return new PolicyFindings(book, errors, fileById);
  }

  /** Whether a filter does nothing is known where every rule was read. */
  private void takeProblemsOfFilters() {
    filters.readRest();
    filterFiles.forEach((source, problems) -> errors.addAll(in(source, problems.errors())));
    if (errors.isEmpty()) {
      filters.reportIdle();
    }
    filterFiles.forEach((source, problems) -> warnings.addAll(in(source, problems.warnings())));
  }

  private PolicyIdentity identify(
      Reading reading, DocumentName name, RuleHeader header, MappingNode node) {
    PolicyFile file = reading.file();
    String id = file.idOf(name.id(), reading.source().name());
    PolicySource other = sourceById.putIfAbsent(id, reading.source());
    reading.titles().add(header.title());
    // That an envelope has several findings, all of its id, is told on its own.
    boolean isFirst = reading.titles().size() == 1;
    if (other != null && (isFirst || file.envelope().isEmpty())) {
      reportTaken(id, other.place(), file.identifying(node), reading.problems());
    }
    RuleHeader laidOver = file.hasOwnFinding() ? header : file.over(header);
    var content = new PolicyContent(id, reading.version(), reading.hash());
    return new PolicyIdentity(content, laidOver, file.governance());
  }

  private static void reportTaken(String id, String other, MappingNode node, Problems problems) {
    new YamlMap(node, problems)
        .find("id")
        .ifPresentOrElse(
            place -> problems.error(place, "policy id " + id + " is already taken by " + other),
            () ->
                problems.error(
                    node,
                    "the rule has no id, and the file's name is already taken by another rule"));
  }

  /** Some plans are right, and yet cost more than a correlator takes upon itself. */
  private static void reportUnworkable(
      CompiledCorrelation correlation, MappingNode node, Problems problems) {
    try {
      var unused = correlation.correlator(Duration.ZERO);
    } catch (IllegalArgumentException e) {
      problems.error(node, String.valueOf(e.getMessage()));
    }
  }

  /** At the places where the text stands, which may be in another file. */
  private static List<PolicyProblem> in(PolicySource source, List<Problem> problems) {
    return problems.stream()
        .map(
            p ->
                new PolicyProblem(
                    Objects.requireNonNullElse(p.file(), source.place()),
                    p.line(),
                    p.column(),
                    p.message()))
        .toList();
  }

  static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
