package io.sealstream.policy;

import io.sealstream.policy.PolicySet.Outcome;
import io.sealstream.policy.ViolationId.Bucket;
import io.sealstream.policy.correlate.CorrelationState;
import io.sealstream.policy.correlate.Correlator;
import io.sealstream.policy.correlate.Loss;
import io.sealstream.policy.correlate.Match;
import io.sealstream.policy.correlate.Output;
import io.sealstream.policy.plan.Hit;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.v1.AuditEvent;
import java.time.Duration;
import java.util.ArrayList;
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
  private int events;

  private record Key(CompiledCorrelation policy, String tenant, List<String> group) {}

  /** One key of a correlation, and what it found: the first of each bucket. */
  private record Group(
      Correlator correlator, CorrelationState state, Map<Place, TestFinding> found, long bucket)
      implements Output {

    private record Place(Map<String, String> group, Bucket bucket) {}

    @Override
    public void match(Match match) {
      Hit anchor = match.anchor();
      found.putIfAbsent(
          new Place(match.group(), Bucket.of(anchor.timeMillis(), bucket)),
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

  void add(AuditEvent event) {
    var finding = new TestFinding(Map.of(), event.getId());
    Outcome outcome = policies.evaluate(event);
    outcome.matches().forEach(match -> violations.add(finding));
    outcome.suppressed().forEach(match -> suppressed.add(finding));
    var decoded = new DecodedEvent(event, TOPIC, 0, events++, 0);
    for (MemberHit member : outcome.memberHits()) {
      correlate(member, member.of(decoded), event.getTenantId());
    }
  }

  private void correlate(MemberHit member, Hit hit, String tenant) {
    CompiledCorrelation policy = member.correlation();
    Correlator correlator = policy.correlator(Duration.ZERO);
    for (List<String> values : correlator.keys(hit, NOBODY)) {
      Group group =
          groups.computeIfAbsent(
              new Key(policy, tenant, values),
              key ->
                  new Group(
                      correlator,
                      new CorrelationState(values),
                      new LinkedHashMap<>(),
                      policy.bucketMillis()));
      var unused = group.correlator().add(group.state(), hit, Long.MIN_VALUE, group);
    }
  }

  /** What the policies found; to be called when all events are there. */
  List<TestFinding> violations() {
    var all = new ArrayList<TestFinding>(violations);
    for (Group group : groups.values()) {
      group.correlator().advance(group.state(), Long.MAX_VALUE, group);
      all.addAll(group.found().values());
    }
    return all;
  }

  /** What exceptions held back: findings, and events that would have taken part in one. */
  List<TestFinding> suppressed() {
    return suppressed;
  }
}
