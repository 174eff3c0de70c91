package io.sealstream.policy;

import io.sealstream.policy.PolicySet.Outcome;
import io.sealstream.policy.cep.GroupTrial;
import io.sealstream.policy.correlate.CorrelationState;
import io.sealstream.policy.correlate.Correlator;
import io.sealstream.policy.correlate.Limits;
import io.sealstream.policy.correlate.Loss;
import io.sealstream.policy.correlate.Match;
import io.sealstream.policy.correlate.Output;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sequence.Found;
import io.sealstream.policy.sequence.Groups;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.v1.AuditEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Policies over a few events, in memory, through the matching and correlating that the job does;
 * when all events are there, the watermark passes them. For one run and one thread.
 */
final class PolicyTrial {
  private static final String TOPIC = "test";

  private final PolicySet policies;
  private final List<TestFinding> violations = new ArrayList<>();
  private final List<TestFinding> suppressed = new ArrayList<>();
  private final Map<Key, Group> groups = new LinkedHashMap<>();
  private final Map<PatternKey, GroupTrial> patterns = new LinkedHashMap<>();
  private int events;

  private record Key(CompiledCorrelation policy, String tenant, List<String> group) {}

  private record PatternKey(CompiledPattern policy, String tenant, List<String> group) {}

  /** One key of a correlation, and what it found: the first of each violation id. */
  private record Group(
      Key key, Correlator correlator, CorrelationState state, Map<String, TestFinding> found)
      implements Output {

    @Override
    public void match(Match match) {
      Hit anchor = match.anchor();
      found.putIfAbsent(
          key.policy().violationId(key.tenant(), match.group(), anchor),
          new TestFinding(match.group(), anchor.eventId()));
    }

    @Override
    public void lost(Loss loss, long count) {}
  }

  /** For keys alone, which are no finding. */
  private static final Output NOBODY =
      new Output() {
        @Override
        public void match(Match match) {}

        @Override
        public void lost(Loss loss, long count) {}
      };

  PolicyTrial(PolicyBook book) {
    this.policies = new PolicySet(book);
  }

  void add(AuditEvent event) throws Exception {
    var finding = new TestFinding(Map.of(), event.getId());
    Outcome outcome = policies.evaluate(event);
    outcome.matches().forEach(match -> violations.add(finding));
    outcome.suppressed().forEach(match -> suppressed.add(finding));
    var decoded = new DecodedEvent(event, TOPIC, 0, events++, 0);
    for (MemberHit member : outcome.memberHits()) {
      Hit hit = member.of(decoded);
      if (member.policy() instanceof CompiledPattern pattern) {
        arrange(pattern, hit, event.getTenantId());
      } else {
        correlate((CompiledCorrelation) member.policy(), hit, event.getTenantId());
      }
    }
  }

  private void correlate(CompiledCorrelation policy, Hit hit, String tenant) {
    Correlator correlator = policy.correlator(Duration.ZERO);
    for (List<String> values : correlator.keys(hit, NOBODY)) {
      Group group =
          groups.computeIfAbsent(
              new Key(policy, tenant, values),
              key ->
                  new Group(key, correlator, new CorrelationState(values), new LinkedHashMap<>()));
      var unused = group.correlator().add(group.state(), hit, Long.MIN_VALUE, group);
    }
  }

  private void arrange(CompiledPattern policy, Hit hit, String tenant) throws Exception {
    Groups own = Groups.of(policy.plan().grouping(), hit, policy.seen(), Limits.DEFAULT.groups());
    for (var entry : own.hits().entrySet()) {
      var key = new PatternKey(policy, tenant, entry.getKey());
      GroupTrial group = patterns.get(key);
      if (group == null) {
        group = new GroupTrial(policy.plan());
        patterns.put(key, group);
      }
      group.add(entry.getValue());
    }
  }

  /** What the policies found; to be called when all events are there, and once. */
  List<TestFinding> violations() throws Exception {
    var all = new ArrayList<TestFinding>(violations);
    for (Group group : groups.values()) {
      group.correlator().advance(group.state(), Long.MAX_VALUE, group);
      all.addAll(group.found().values());
    }
    for (var entry : patterns.entrySet()) {
      all.addAll(found(entry.getKey(), entry.getValue()));
    }
    return all;
  }

  private static Collection<TestFinding> found(PatternKey key, GroupTrial trial) throws Exception {
    var byId = new LinkedHashMap<String, TestFinding>();
    try (trial) {
      Map<String, String> group = key.policy().group(key.group());
      for (Found each : trial.end()) {
        byId.putIfAbsent(
            key.policy().violationId(key.tenant(), group, each.anchor()),
            new TestFinding(group, each.anchor().eventId()));
      }
    }
    return byId.values();
  }

  /** What exceptions held back: findings, and events that would have taken part in one. */
  List<TestFinding> suppressed() {
    return suppressed;
  }
}
