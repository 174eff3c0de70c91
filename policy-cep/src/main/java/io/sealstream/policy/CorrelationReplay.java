package io.sealstream.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.policy.correlate.CorrelationState;
import io.sealstream.policy.correlate.Correlator;
import io.sealstream.policy.correlate.Limits;
import io.sealstream.policy.correlate.Loss;
import io.sealstream.policy.correlate.Match;
import io.sealstream.policy.correlate.Output;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sigma.LinkedCorrelation;
import io.sealstream.policy.sigma.SigmaDocuments;
import io.sealstream.policy.sigma.SigmaRule;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlDocuments;
import io.sealstream.schemas.v1.LogSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the correlation of a file over a list of events, outside of any job: for conformance packs.
 * No event is late, and the stream ends behind the last one. For one thread.
 */
public final class CorrelationReplay {
  private static final Duration LATENESS = Duration.ofDays(1);

  private final LinkedCorrelation correlation;
  private final FieldTable fields;

  /**
   * One event in the order of delivery.
   *
   * @param id of the event, however often it is delivered; null where this is the only time
   * @param source null where it is of whatever log a rule is about
   */
  public record Delivered(
      @Nullable String id, Instant time, @Nullable LogSource source, JsonNode event) {
    /** One that is delivered once. */
    public Delivered(Instant time, @Nullable LogSource source, JsonNode event) {
      this(null, time, source, event);
    }

    /** Of the event; made up by its place in the order where it has none. */
    String idAt(int place) {
      return id == null ? "at " + place : id;
    }
  }

  /** What came out, and what was left out on the way. */
  private static final class Found implements Output {
    private final Set<List<String>> groups = new HashSet<>();
    private final Map<Loss, Long> losses = new HashMap<>();

    @Override
    public void match(Match match) {
      groups.add(List.copyOf(match.group().values()));
    }

    @Override
    public void lost(Loss loss, long count) {
      losses.merge(loss, count, Long::sum);
    }
  }

  private CorrelationReplay(LinkedCorrelation correlation, FieldTable fields) {
    this.correlation = correlation;
    this.fields = fields;
  }

  /**
   * The outermost correlation of a file; the first, where there are several.
   *
   * @param tiesInOrder whether events of equal time satisfy an order
   * @throws PolicyCompilationException with every problem of the file
   */
  public static CorrelationReplay of(PolicySource file, boolean tiesInOrder) {
    var problems = new Problems();
    var fields = new FieldTable();
    var read = YamlDocuments.read(file.place(), file.text(), problems);
    var documents = new SigmaDocuments(read, fields, problems);
    List<LinkedCorrelation> correlations = documents.outermostCorrelations(tiesInOrder);
    if (problems.errors().isEmpty() && correlations.isEmpty()) {
      throw new PolicyCompilationException(
          List.of(new PolicyProblem(file.place(), 1, 1, "the file holds no correlation")));
    }
    if (!problems.errors().isEmpty()) {
      throw new PolicyCompilationException(
          problems.errors().stream()
              .map(p -> new PolicyProblem(file.place(), p.line(), p.column(), p.message()))
              .sorted()
              .toList());
    }
    return new CorrelationReplay(correlations.get(0), fields);
  }

  /**
   * The values of {@code group-by}, in the order of the file, of every group that fires.
   *
   * @throws IllegalStateException where the events are more than a state may hold
   */
  public Set<List<String>> groupsThatFire(List<Delivered> events) {
    var correlator = new Correlator(correlation.plan(), Limits.DEFAULT, LATENESS);
    var found = new Found();
    Map<List<String>, CorrelationState> states = new HashMap<>();
    for (int i = 0; i < events.size(); i++) {
      Delivered delivered = events.get(i);
      EventView view = EventView.ofJson(delivered.event(), fields.size());
      long rules = rulesHit(view, delivered.source());
      if (rules != 0) {
        long time = delivered.time().toEpochMilli();
        var hit = new Hit(delivered.idAt(i), time, "replay", 0, i, rules, correlation.values(view));
        for (List<String> key : correlator.keys(hit, found)) {
          var state = states.computeIfAbsent(key, CorrelationState::new);
          var unused = correlator.add(state, hit, Long.MIN_VALUE, found);
        }
      }
    }
    states.values().forEach(state -> end(correlator, state, found));
    // Negative numbers are left out by the rule of such sums; the rest are limits that bit.
    found.losses.remove(Loss.NEGATIVE_LEFT_OUT);
    if (!found.losses.isEmpty()) {
      throw new IllegalStateException("more than a state may hold was left out: " + found.losses);
    }
    return found.groups;
  }

  private static void end(Correlator correlator, CorrelationState state, Found found) {
    OptionalLong timer = correlator.nextTimer(state);
    while (timer.isPresent()) {
      correlator.advance(state, Long.MAX_VALUE, found);
      timer = correlator.nextTimer(state);
    }
  }

  private long rulesHit(EventView view, @Nullable LogSource source) {
    long hit = correlation.rulesHit(view);
    List<SigmaRule> rules = correlation.rules();
    for (int i = 0; source != null && i < rules.size(); i++) {
      if (!rules.get(i).logSource().matches(source)) {
        hit &= ~(1L << i);
      }
    }
    return hit;
  }
}
