package io.sealstream.jobs;

import static io.sealstream.jobs.PolicyStep.DECODE;
import static io.sealstream.jobs.PolicyStep.EVENTS;
import static io.sealstream.jobs.PolicyStep.MATCH;
import static io.sealstream.jobs.PolicyStep.VIOLATIONS;
import static org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks;

import io.sealstream.policy.PolicyEvaluation;
import io.sealstream.policy.PolicySource;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.typeinfo.AvroRecordTypeInfo;
import io.sealstream.schemas.typeinfo.DecodedEventTypeInfo;
import io.sealstream.schemas.v1.Violation;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Events to violations.
 *
 * <pre>
 *  audit-events ──► decode ──► match ──► violations
 *                     │
 *                     └ counts and skips what the evidence job rejects
 * </pre>
 */
final class PolicyTopology {

  /** The job's edges: real connectors in production, bounded collections in tests. */
  record Edges(Source<ReceivedRecord, ?, ?> events, Sink<Violation> violations) {}

  private PolicyTopology() {}

  static void build(
      StreamExecutionEnvironment env,
      Edges edges,
      DecodeFunction decode,
      List<PolicySource> policies) {
    var records = EVENTS.label(env.fromSource(edges.events(), noWatermarks(), EVENTS.title()));

    var events = DECODE.label(records.process(decode, DecodedEventTypeInfo.INSTANCE));

    var violations =
        MATCH.label(
            events.process(
                PolicyEvaluation.function(policies), AvroRecordTypeInfo.of(Violation.class)));

    VIOLATIONS.label(violations.sinkTo(edges.violations()));
  }
}
