package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sealstream.policy.correlate.Correlator;
import io.sealstream.policy.correlate.Feed;
import io.sealstream.policy.correlate.Limits;
import io.sealstream.policy.envelope.Dedup;
import io.sealstream.policy.envelope.Envelope;
import io.sealstream.policy.envelope.PolicyFile;
import io.sealstream.policy.envelope.PolicyTest;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sigma.LinkedCorrelation;
import io.sealstream.policy.sigma.RuleHeader;
import io.sealstream.policy.sigma.RuleLogSource;
import io.sealstream.policy.sigma.SigmaDocuments;
import io.sealstream.policy.sigma.SigmaRule;
import io.sealstream.policy.yaml.Problem;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlDocuments;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A policy in an envelope, compiled by its parts, and a plain way to run it over a few events. */
final class StarterPolicy {

  /** An anchor, before dedup. */
  record Finding(String anchor, long timeMillis, Map<String, String> group) {}

  private final String name;
  private final Problems problems = new Problems();
  private final FieldTable fields = new FieldTable();
  private final PolicyFile file;
  private final @Nullable LinkedCorrelation correlation;
  private final List<SigmaRule> rules;

  StarterPolicy(PolicySource source) {
    this.name = source.name();
    this.file =
        PolicyFile.of(YamlDocuments.read(source.name(), source.text(), problems), fields, problems);
    var documents = new SigmaDocuments(file.parts(), file.naming(), problems);
    List<LinkedCorrelation> correlations = documents.outermostCorrelations(true);
    assertThat(correlations).as(name).hasSizeLessThan(2);
    this.correlation = correlations.isEmpty() ? null : correlations.get(0);
    this.rules = correlation == null ? documents.standaloneRules() : correlation.rules();
  }

  /** The file's name, with its area. */
  String name() {
    return name;
  }

  /** All that is wrong or probably not meant. */
  List<Problem> problems() {
    var all = new ArrayList<>(problems.errors());
    all.addAll(problems.warnings());
    return all;
  }

  Envelope envelope() {
    return file.envelope().orElseThrow(() -> new AssertionError(name + " has no envelope"));
  }

  /** A sequence or an absence: what these tests cannot run. */
  boolean isPattern() {
    return envelope().ownFinding().isPresent();
  }

  boolean isCorrelation() {
    return correlation != null;
  }

  RuleHeader header() {
    if (isPattern()) {
      return envelope().overlay().alone();
    }
    return file.over(correlation == null ? rules.get(0).header() : correlation.header());
  }

  List<SigmaRule> rules() {
    return rules;
  }

  /** What is wrong with a test's result; empty where it passes. */
  List<String> failures(PolicyTest test) {
    assertThat(problems.errors()).as(name).isEmpty();
    RuleLogSource log = rules.get(0).logSource();
    var byDefault =
        new LogSource(Optional.ofNullable(log.product()).orElseThrow(), log.service(), null);
    List<Finding> found =
        findings(test.events().stream().map(event -> event.event(byDefault)).toList());
    return TestFinding.failures(
        test.expect(),
        deduplicated(found).stream().map(f -> new TestFinding(f.group(), f.anchor())).toList(),
        List.of());
  }

  /** What dedup leaves: the first of each group and bucket. */
  List<Finding> deduplicated(List<Finding> findings) {
    var seen = new HashSet<List<Object>>();
    return findings.stream().filter(finding -> seen.add(bucket(finding))).toList();
  }

  private List<Object> bucket(Finding finding) {
    Dedup dedup = envelope().dedup();
    if (dedup == null) {
      return List.of(finding.group(), finding.anchor());
    }
    assertThat(dedup.by()).as(name + ": dedup by the group").isEmpty();
    return List.of(finding.group(), Math.floorDiv(finding.timeMillis(), dedup.window().toMillis()));
  }

  /** What the policy finds in these events, in their order; those of other logs do not count. */
  List<Finding> findings(List<AuditEvent> events) {
    assertThat(problems.errors()).as(name).isEmpty();
    List<AuditEvent> own =
        events.stream()
            .filter(e -> rules.stream().anyMatch(r -> r.logSource().matches(e.getLogSource())))
            .toList();
    return correlation == null ? matches(own) : correlate(correlation, own);
  }

  private List<Finding> matches(List<AuditEvent> events) {
    assertThat(rules).as(name).hasSize(1);
    return events.stream()
        .filter(event -> rules.get(0).detection().matches(view(event)))
        .map(event -> new Finding(event.getId(), event.getTime().toEpochMilli(), Map.of()))
        .toList();
  }

  private List<Finding> correlate(LinkedCorrelation plan, List<AuditEvent> events) {
    var feed = new Feed(new Correlator(plan.plan(), Limits.DEFAULT, Duration.ofDays(1)));
    for (int i = 0; i < events.size(); i++) {
      AuditEvent event = events.get(i);
      EventView view = view(event);
      long hit = plan.rulesHit(view);
      if (hit != 0) {
        long time = event.getTime().toEpochMilli();
        feed.add(new Hit(event.getId(), time, "t", 0, i, hit, plan.values(view)));
      }
    }
    feed.watermark(Long.MAX_VALUE);
    assertThat(feed.losses).as(name).isEmpty();
    return feed.matches.stream()
        .map(m -> new Finding(m.anchor().eventId(), m.anchor().timeMillis(), m.group()))
        .toList();
  }

  /** Every rule of the library names a product, and so reads the vendor's JSON where there is. */
  private EventView view(AuditEvent event) {
    if (event.getOriginal() == null) {
      return EventView.ofAvro(event, fields.size());
    }
    try {
      return EventView.ofJson(DetectionPack.JSON.readTree(event.getOriginal()), fields.size());
    } catch (JsonProcessingException e) {
      throw new AssertionError(event.getId() + " has an original that is no JSON", e);
    }
  }
}
