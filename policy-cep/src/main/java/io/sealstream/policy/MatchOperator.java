package io.sealstream.policy;

import io.sealstream.policy.PolicySet.Excepted;
import io.sealstream.policy.PolicySet.Finding;
import io.sealstream.policy.PolicySet.Outcome;
import io.sealstream.policy.PolicySupply.News;
import io.sealstream.policy.PolicyTimeline.Slice;
import io.sealstream.policy.envelope.Terms.Ruling;
import io.sealstream.policy.publish.PolicyVerdict.Admitted;
import io.sealstream.policy.publish.PolicyVerdict.Refused;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.Violation;
import java.time.Instant;
import java.util.Objects;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tests every event against the policies of its log source that govern its time, and hands on what
 * correlations need. Stateless: what is published is read anew when it opens, before any event.
 * Every finding is a decision; so is every version that is taken up or refused later, and before
 * each checkpoint what was evaluated.
 */
final class MatchOperator extends AbstractStreamOperator<Violation>
    implements OneInputStreamOperator<DecodedEvent, Violation>, BoundedOneInput {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(MatchOperator.class);

  /** One event in so many is timed. */
  private static final int SAMPLED = 1_024;

  private final PolicyInputs inputs;
  private int untilSample;
  private transient @Nullable Open open;

  /** What there is once the operator is open. */
  private record Open(
      PolicySupply supply,
      PolicyTimeline timeline,
      PolicyMetrics metrics,
      Evaluations evaluations,
      RuleTimer timer,
      ReadOffsets read) {}

  MatchOperator(PolicyInputs inputs) {
    this.inputs = inputs;
  }

  @Override
  public void open() throws Exception {
    super.open();
    var supply = PolicySupply.ofAll(inputs);
    var metrics = new PolicyMetrics(getRuntimeContext().getMetricGroup());
    var opened =
        new Open(
            supply,
            new PolicyTimeline(supply.base(), supply.fields()),
            metrics,
            new Evaluations(),
            new RuleTimer(metrics.meters()),
            new ReadOffsets());
    open = opened;
    int published = 0;
    for (News news : supply.toEnd()) {
      published += take(opened, news) ? 1 : 0;
    }
    LOG.info(
        "{} policies from {} files, {} published versions",
        supply.base().size(),
        inputs.base().size(),
        published);
  }

  @Override
  public void processElement(StreamRecord<DecodedEvent> element) throws Exception {
    Open opened = Objects.requireNonNull(open, "not opened");
    if (opened.supply.hasNews()) {
      takeUp(opened);
    }
    DecodedEvent event = element.getValue();
    if (--untilSample > 0) {
      judge(opened, event);
    } else {
      untilSample = SAMPLED;
      long begin = System.nanoTime();
      Slice slice = judge(opened, event);
      opened.metrics.took(System.nanoTime() - begin);
      opened.timer.time(slice.policies(), event.event());
    }
  }

  private Slice judge(Open opened, DecodedEvent event) {
    Slice slice = opened.timeline.at(event.event().getTime().toEpochMilli());
    Outcome outcome = slice.policies().evaluate(event.event());
    opened.metrics.evaluated(outcome.isOriginalReadable());
    opened.evaluations.evaluated(slice.policies(), event.event());
    opened.read.judged(event);
    if (!outcome.isNothing()) {
      tell(opened, slice, outcome, event);
    }
    return slice;
  }

  private void tell(Open opened, Slice slice, Outcome outcome, DecodedEvent event) {
    long time = event.event().getTime().toEpochMilli();
    String tenant = event.event().getTenantId();
    for (Finding finding : outcome.findings()) {
      opened.metrics.found(finding.policy().id(), finding.ruling(), time);
      opened.evaluations.found(finding.policy().identity(), tenant, finding.ruling());
      String id = finding.policy().identity().violationId(event.event());
      if (finding.ruling() == Ruling.VIOLATION) {
        output.collect(new StreamRecord<>(Violations.of(finding.policy(), event, id)));
      }
      decide(Decisions.of(finding, event, id, now()));
    }
    for (Excepted excepted : outcome.excepted()) {
      PolicyIdentity policy = excepted.policy().identity();
      opened.metrics.found(policy.id(), Ruling.SUPPRESSED, time);
      opened.evaluations.found(policy, tenant, Ruling.SUPPRESSED);
      decide(Decisions.of(excepted, event, now()));
    }
    for (MemberHit member : outcome.memberHits()) {
      if (!outcome.isExcepted(member.policy())) { // else it is counted as suppressed
        opened.metrics.meters().hit(member.policy().id());
        opened.evaluations.hit(member.policy().identity(), tenant);
      }
      for (KeyedHit hit : slice.keys().of(member, event, opened.metrics.losses())) {
        output.collect(PolicyEvaluation.HITS, new StreamRecord<>(hit));
      }
    }
  }

  /** Whether there is a new version. */
  private static boolean take(Open opened, News news) {
    if (news.compiled() != null && news.verdict() instanceof Admitted admitted) {
      opened.timeline.add(news.compiled(), admitted.version().version());
      return true;
    }
    if (news.verdict() instanceof Refused refused) {
      opened.metrics.refused();
      LOG.warn(
          "published policy {} at offset {} is refused: {}",
          refused.key(),
          refused.record().offset(),
          refused.why());
    }
    return false;
  }

  private void takeUp(Open opened) throws Exception {
    for (News news : opened.supply.news()) {
      takeUp(opened, news);
    }
  }

  /** Takes something that was published since the operator opened, and tells so. */
  private void takeUp(Open opened, News news) {
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    if (take(opened, news) && news.verdict() instanceof Admitted admitted) {
      boolean late = opened.read.reached(admitted.version().effectiveFrom().toEpochMilli());
      opened.metrics.takenUp(late);
      LOG.info(
          "policy {} is taken up, {}",
          admitted.version().statement().key(),
          late ? "late" : "before the first event that it governs");
      decide(
          PublicationDecisions.takenUp(
              admitted.version(), late, opened.read.next(), subtask, now()));
    } else if (news.verdict() instanceof Refused refused && subtask == 0) {
      decide(PublicationDecisions.refused(refused, now()));
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    takeUp(Objects.requireNonNull(open, "not opened")); // a task without events tells of it too
    summarise(checkpointId);
  }

  @Override
  public void endInput() {
    summarise(null);
  }

  private void summarise(@Nullable Long epoch) {
    Open opened = Objects.requireNonNull(open, "not opened");
    var span = SummarySpan.ofEvents(opened.read.takeSpan(), epoch);
    for (Decision summary : opened.evaluations.summaries(span, now())) {
      long evaluated = summary.getCounts().getOrDefault(Evaluations.EVALUATED, 0L);
      opened.metrics.meters().evaluated(summary.getPolicyId(), evaluated);
      decide(summary);
    }
  }

  private void decide(Decision decision) {
    output.collect(PolicyEvaluation.DECISIONS, new StreamRecord<>(decision));
  }

  private Instant now() {
    return Instant.ofEpochMilli(getProcessingTimeService().getCurrentProcessingTime());
  }

  @Override
  public void close() throws Exception {
    Open opened = open;
    if (opened != null) {
      opened.supply.close();
    }
    super.close();
  }
}
