package io.sealstream.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.jobs.JobBenchPolicies.Log;
import io.sealstream.jobs.JobBenchPolicies.Overlap;
import io.sealstream.policy.PolicyInputs;
import io.sealstream.policy.PolicySource;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.typeinfo.DecodedEventTypeInfo;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.Violation;
import io.sealstream.sinks.kafka.AvroKafkaSinks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.types.Either;

/**
 * One job to measure.
 *
 * @param policies none for a job that parses what vendors said, and does nothing else
 */
record JobBenchVariant(String name, PolicyTopic topic, Optional<List<PolicySource>> policies) {
  private static final String NONE = "native, no policy";
  private static final String MIXED = "native, 300 + 50 policies";
  private static final String PARSED = "cloudtrail, parsed only";
  private static final String OVERLAPPING = "native, 300 + 50 that overlap";
  private static final String VENDOR = "cloudtrail, 300 + 50 policies";
  private static final String VENDOR_OVERLAPPING = "cloudtrail, 300 + 50 that overlap";
  private static final String FEW = "native, 30 policies";
  private static final String MANY = "native, 3000 policies";
  private static final String VIOLATIONS = "bench.violations";
  private static final String DECISIONS = "bench.decisions";

  /** What the jobs write. */
  static final List<String> WRITTEN = List.of(VIOLATIONS, DECISIONS);

  /** Which is held against which. */
  static final Map<String, String> COMPARED =
      Map.of(MIXED, NONE, OVERLAPPING, NONE, VENDOR, PARSED, VENDOR_OVERLAPPING, PARSED, MANY, FEW);

  /** All of them, with topics that hold so many events each. */
  static List<JobBenchVariant> all(String servers, int events) throws Exception {
    var own = new PolicyTopic(servers, "bench.native", 1);
    JobBenchTopic.fill(own, "bench.native", false, events);
    var vendor = new PolicyTopic(servers, "bench.cloudtrail", 1);
    JobBenchTopic.fill(vendor, "bench.cloudtrail", true, events);
    for (String written : WRITTEN) {
      new PolicyTopic(servers, written, 1).close();
    }
    return List.of(
        with(NONE, own, List.of()),
        with(MIXED, own, JobBenchPolicies.of(Log.NATIVE, 300, 50, Overlap.LITTLE)),
        with(OVERLAPPING, own, JobBenchPolicies.of(Log.NATIVE, 300, 50, Overlap.MUCH)),
        new JobBenchVariant(PARSED, vendor, Optional.empty()),
        with(VENDOR, vendor, JobBenchPolicies.of(Log.CLOUDTRAIL, 300, 50, Overlap.LITTLE)),
        with(
            VENDOR_OVERLAPPING, vendor, JobBenchPolicies.of(Log.CLOUDTRAIL, 300, 50, Overlap.MUCH)),
        with(FEW, own, JobBenchPolicies.of(Log.NATIVE, 30, 0, Overlap.LITTLE)),
        with(MANY, own, JobBenchPolicies.of(Log.NATIVE, 3000, 0, Overlap.LITTLE)));
  }

  private static JobBenchVariant with(String name, PolicyTopic topic, List<PolicySource> policies) {
    return new JobBenchVariant(name, topic, Optional.of(policies));
  }

  /**
   * Reads the topic from its beginning to its end; returns the events per second.
   *
   * @param checkpoints where they go
   */
  double run(int events, Configuration checkpoints) throws Exception {
    StreamExecutionEnvironment env = RunningPolicyJob.environment(1, null);
    env.configure(checkpoints);
    policies.ifPresentOrElse(sources -> judge(env, sources), () -> parse(env));
    return JobBenchRun.eventsPerSecond(env, name, events, () -> {});
  }

  private void judge(StreamExecutionEnvironment env, List<PolicySource> sources) {
    var registry = PolicyTopic.decoding().registry();
    PolicyTopology.build(
        env,
        new PolicyTopology.Edges(
            Sources.decoded(topic.input(), new JobName("bench"), PolicyTopic.decoding()),
            AvroKafkaSinks.of(
                target(VIOLATIONS),
                Violation.getClassSchema(),
                registry,
                v -> v.getTenantId() + "|" + v.getPolicyId()),
            AvroKafkaSinks.of(
                target(DECISIONS),
                Decision.getClassSchema(),
                registry,
                d -> d.getTenantId() + "|" + d.getPolicyId())),
        new PolicyTopology.Reading(time(), offsets()),
        new PolicyTopology.Policies(PolicyInputs.of(sources), Duration.ZERO));
  }

  private void parse(StreamExecutionEnvironment env) {
    env.fromSource(
            Sources.decoded(topic.input(), new JobName("bench"), PolicyTopic.decoding()),
            time(),
            "read")
        .uid("read")
        .process(offsets(), DecodingDeserializer.TYPE)
        .uid("offsets")
        .process(new SkipUndecodableFunction(), DecodedEventTypeInfo.INSTANCE)
        .uid("skip")
        .filter(new Parse())
        .uid("parse")
        .sinkTo(new DiscardingSink<>())
        .uid("discard");
  }

  private AvroKafkaSinks.Target target(String name) {
    return PolicyJob.target(name, topic.input(), new JobName("bench"), null);
  }

  private static EventTime time() {
    return new EventTime(Duration.ofMinutes(1), Duration.ofMinutes(1));
  }

  private CheckOffsetsFunction<Either<ReceivedRecord, DecodedEvent>> offsets() {
    return CheckOffsetsFunction.of(
        new Configuration(),
        topic.input(),
        read -> {
          JobMeter.count();
          return DecodingDeserializer.place(read);
        });
  }

  /** Lets pass what is JSON: all of it. */
  private static final class Parse implements FilterFunction<DecodedEvent> {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public boolean filter(DecodedEvent decoded) throws Exception {
      return MAPPER.readTree(Objects.requireNonNull(decoded.event().getOriginal())).isObject();
    }
  }
}
