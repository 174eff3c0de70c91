package io.sealstream.jobs;

import static io.sealstream.jobs.PolicyStep.DECODE;
import static io.sealstream.jobs.PolicyStep.EVENTS;
import static io.sealstream.jobs.PolicyStep.MATCH;
import static io.sealstream.jobs.PolicyStep.OFFSETS;
import static io.sealstream.jobs.PolicyStep.VIOLATIONS;
import static org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks;

import io.sealstream.policy.PolicyEvaluation;
import io.sealstream.policy.PolicySource;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.typeinfo.AvroRecordTypeInfo;
import io.sealstream.schemas.typeinfo.DecodedEventTypeInfo;
import io.sealstream.schemas.typeinfo.ReceivedRecordTypeInfo;
import io.sealstream.schemas.v1.Violation;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Events to violations.
 *
 * <pre>
 *  audit-events ──► check-offsets ──► decode ──► match ──► violations
 *                         │             │
 *                         │             └ counts and skips what the evidence job rejects
 *                         └ halts where records were deleted before they were read
 * </pre>
 */
final class PolicyTopology {

  /** The job's edges: real connectors in production, bounded collections in tests. */
  record Edges(Source<ReceivedRecord, ?, ?> events, Sink<Violation> violations) {}

  /** What becomes of a record before policies see it. */
  record Reading(CheckOffsetsFunction offsets, DecodeFunction decode) {}

  private PolicyTopology() {}

  static void build(
      StreamExecutionEnvironment env, Edges edges, Reading reading, List<PolicySource> policies) {
    var records = EVENTS.label(env.fromSource(edges.events(), noWatermarks(), EVENTS.title()));

    var complete =
        OFFSETS.label(records.process(reading.offsets(), ReceivedRecordTypeInfo.INSTANCE));

    var events = DECODE.label(complete.process(reading.decode(), DecodedEventTypeInfo.INSTANCE));

    var violations =
        MATCH.label(
            events.process(
                PolicyEvaluation.function(policies), AvroRecordTypeInfo.of(Violation.class)));

    VIOLATIONS.label(violations.sinkTo(edges.violations()));
  }
}
