package io.sealstream.policy.envelope;

import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.sigma.Naming;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlMap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads an envelope. Reports every problem it finds, then gives nothing. For one thread. */
public final class EnvelopeReader {
  private static final String MARK = "apiVersion";
  private static final String WHAT = "the envelope";
  private static final List<String> KEYS =
      List.of(
          MARK,
          "id",
          "version",
          "title",
          "description",
          "mode",
          "effectiveFrom",
          "tenants",
          "severity",
          "owner",
          "tags",
          "controls",
          "runbook",
          "attribution",
          "fields",
          "lookups",
          "exceptions",
          "dedup",
          "time",
          "tests",
          "sequence",
          "absence");
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}");
  private static final Pattern TIES = Pattern.compile("ordered|strict");
  private static final Pattern LATE = Pattern.compile("log|count");

  private final FieldTable fields;
  private final Problems problems;
  private Naming naming;

  /**
   * Prepares to read.
   *
   * @param fields gets the fields that exceptions mention
   * @param problems gets what is wrong
   */
  public EnvelopeReader(FieldTable fields, Problems problems) {
    this.fields = fields;
    this.problems = problems;
    this.naming = Naming.plain(fields);
  }

  /** The names of the envelope that was read, as far as they could be: plain before that. */
  Naming naming() {
    return naming;
  }

  /** Whether a document is meant to be an envelope, of whatever version. */
  public static boolean isEnvelope(MappingNode document) {
    return document.getValue().stream()
        .anyMatch(
            entry -> entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(MARK));
  }

  /** Nothing where an error was reported. */
  public Optional<Envelope> read(MappingNode document) {
    int before = problems.errors().size();
    Optional<Node> version = new YamlMap(document, problems).find(MARK);
    boolean known =
        version.isPresent()
            && version.get() instanceof ScalarNode scalar
            && scalar.getValue().equals(Envelope.API_VERSION);
    if (!known) {
      problems.error(
          version.orElse(document), MARK + " must be " + Envelope.API_VERSION + ", the only one");
      return Optional.empty();
    }
    Envelope envelope = read(Section.of(document, WHAT, KEYS, problems));
    return problems.errors().size() > before ? Optional.empty() : Optional.of(envelope);
  }

  private Envelope read(Section section) {
    boolean ownFinding = hasOwnFinding(section);
    String id = section.requiredText("id", ID, "lower-case letters, digits and . _ -, at most 128");
    Integer version =
        section
            .require("version")
            .map(node -> Section.integer(node, "version", 1, Integer.MAX_VALUE, problems))
            .orElse(null);
    naming = new NamingReader(problems).read(section, fields);
    var exceptions = new ExceptionsReader(naming, problems).read(section);
    var about = new GovernanceReader(section);
    Tenants tenants = new TermsReader(section).tenants();
    return new Envelope(
        section.node(),
        id,
        String.valueOf(version),
        new Terms(
            new TermsReader(section).mode(), section.instant("effectiveFrom"), tenants, exceptions),
        about.overlay(ownFinding),
        about.governance(),
        naming,
        dedup(section),
        timing(section),
        new TestsReader(tenants, problems).read(section),
        section.map("sequence").orElse(null),
        section.map("absence").orElse(null));
  }

  private boolean hasOwnFinding(Section section) {
    Optional<Node> sequence = section.find("sequence");
    Optional<Node> absence = section.find("absence");
    if (sequence.isPresent() && absence.isPresent()) {
      problems.error(absence.get(), "an envelope has a sequence or an absence, not both");
    }
    return sequence.isPresent() || absence.isPresent();
  }

  private @Nullable Dedup dedup(Section envelope) {
    Optional<Section> section = envelope.section("dedup", List.of("by", "window"));
    if (section.isEmpty()) {
      return null;
    }
    section.get().require("window");
    Duration window = section.get().duration("window");
    List<String> by = section.get().texts("by", GovernanceReader.WORD, "a list of field names");
    if (window != null && window.isZero()) {
      section.get().find("window").ifPresent(n -> problems.error(n, "window must not be zero"));
    }
    return window == null ? null : new Dedup(by, window);
  }

  private static Timing timing(Section envelope) {
    return envelope
        .section("time", List.of("lateness", "ties", "late"))
        .map(
            section ->
                new Timing(
                    section.duration("lateness"),
                    !"strict".equals(section.text("ties", TIES, "ordered or strict")),
                    !"count".equals(section.text("late", LATE, "log or count"))))
        .orElse(Timing.DEFAULT);
  }
}
