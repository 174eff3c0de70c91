package io.sealstream.jobs;

import static io.sealstream.jobs.PolicyStep.CORRELATE;
import static io.sealstream.jobs.PolicyStep.DECISIONS;
import static io.sealstream.jobs.PolicyStep.EVENTS;
import static io.sealstream.jobs.PolicyStep.MATCH;
import static io.sealstream.jobs.PolicyStep.OFFSETS;
import static io.sealstream.jobs.PolicyStep.SKIP;
import static io.sealstream.jobs.PolicyStep.VIOLATIONS;

import io.sealstream.policy.CorrelationKey;
import io.sealstream.policy.KeyedHit;
import io.sealstream.policy.PolicyEvaluation;
import io.sealstream.policy.PolicyInputs;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.typeinfo.AvroRecordTypeInfo;
import io.sealstream.schemas.typeinfo.DecodedEventTypeInfo;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.Violation;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Either;

/**
 * Events to violations, and to a decision for every finding.
 *
 * <pre>
 *  audit-events ──► check-offsets ──► skip-undecodable ──► match ─────────────► violations
 *       │                 │                 │                │                      ▲
 *       │                 │                 │                └ hits ──► correlate ──┘
 *       │                 │                 └ counts what the evidence job rejects
 *       │                 └ halts where records were deleted before they were read
 *       └ decodes; says how far event time has come, partition by partition
 * </pre>
 *
 * <p>Match and correlate also send a decision for every finding to the decision log.
 *
 * <p>Only hits go through a shuffle, keyed by tenant, policy and group. An event does not leave the
 * chain of its source, and what it violates goes to the writer beside it.
 */
final class PolicyTopology {

  /** The job's edges: real connectors in production, bounded collections in tests. */
  record Edges(
      Source<Either<ReceivedRecord, DecodedEvent>, ?, ?> events,
      Sink<Violation> violations,
      Sink<Decision> decisions) {}

  /** What becomes of a record before policies see it. */
  record Reading(
      EventTime time, CheckOffsetsFunction<Either<ReceivedRecord, DecodedEvent>> offsets) {}

  /**
   * The policies, and how late a hit may come and still be used.
   *
   * @param lateness see {@link PolicyOptions#ALLOWED_LATENESS}
   */
  record Policies(PolicyInputs inputs, Duration lateness) {}

  private PolicyTopology() {}

  static void build(
      StreamExecutionEnvironment env, Edges edges, Reading reading, Policies policies) {
    var records = EVENTS.label(env.fromSource(edges.events(), reading.time(), EVENTS.title()));

    var complete = OFFSETS.label(records.process(reading.offsets(), DecodingDeserializer.TYPE));

    var events =
        SKIP.label(complete.process(new SkipUndecodableFunction(), DecodedEventTypeInfo.INSTANCE));

    var matched =
        MATCH.label(
            events.transform(
                MATCH.title(),
                AvroRecordTypeInfo.of(Violation.class),
                PolicyEvaluation.matching(policies.inputs())));

    var correlated =
        CORRELATE.label(
            matched
                .getSideOutput(PolicyEvaluation.HITS)
                .keyBy(KeyedHit::key, CorrelationKey.TYPE)
                .transform(
                    CORRELATE.title(),
                    AvroRecordTypeInfo.of(Violation.class),
                    PolicyEvaluation.correlating(policies.inputs(), policies.lateness())));

    VIOLATIONS.label(matched.union(correlated).sinkTo(edges.violations()));

    DECISIONS.label(
        matched
            .getSideOutput(PolicyEvaluation.DECISIONS)
            .union(correlated.getSideOutput(PolicyEvaluation.DECISIONS))
            .sinkTo(edges.decisions()));
  }
}
