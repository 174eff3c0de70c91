package io.sealstream.jobs;

import io.sealstream.policy.PolicyEvaluation;
import io.sealstream.policy.PolicyFiles;
import io.sealstream.policy.PolicySource;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.Violation;
import io.sealstream.sinks.kafka.AvroKafkaSinks;
import io.sealstream.sinks.kafka.Transactions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Main of the policy job: parse, build, execute. Arguments are {@code key=value}; see {@link
 * PolicyOptions}.
 */
public final class PolicyJob {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyJob.class);
  private static final String JOB = "policy";

  /** The broker's default for a message; a violation or a decision is far smaller. */
  private static final int MAX_RECORD_BYTES = 1024 * 1024;

  private PolicyJob() {}

  public static void main(String[] arguments) throws Exception {
    Configuration raw = JobArguments.parse(arguments, PolicyOptions.ALL);
    var problems = new ArrayList<String>();
    InputConfig input = InputConfig.from(raw, problems);
    JobName name = JobName.of(raw, JOB, problems);
    Transactions transactions =
        raw.get(PolicyOptions.EXACTLY_ONCE) ? TransactionConfig.from(raw, problems) : null;
    EventTime time = EventTime.from(raw, problems);
    PublishedPolicies published = PublishedPolicies.from(raw, problems);
    Duration lateness = lateness(raw, problems);
    demandTwoTopics(raw, problems);
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    if (transactions != null) {
      demandTimeout(input, transactions);
    }
    demandTopic(published, input);
    List<PolicySource> policies =
        PolicyFiles.read(raw.getOptional(PolicyOptions.PATHS).orElse(List.of())).required();
    PolicyEvaluation.check(policies).forEach(warning -> LOG.warn("{}", warning));

    var env = Environments.create(raw);
    var edges =
        new PolicyTopology.Edges(
            Sources.decoded(input, name, EventDecoding.of(input)),
            violations(
                target(raw.get(PolicyOptions.VIOLATIONS_TOPIC), input, name, transactions), input),
            decisions(
                target(raw.get(PolicyOptions.DECISIONS_TOPIC), input, name, transactions), input));
    var reading =
        new PolicyTopology.Reading(
            time, CheckOffsetsFunction.of(raw, input, DecodingDeserializer::place));
    PolicyTopology.build(
        env,
        edges,
        reading,
        new PolicyTopology.Policies(published.with(policies, input.bootstrapServers()), lateness));
    env.execute(name.text());
  }

  static Duration lateness(ReadableConfig raw, List<String> problems) {
    Duration lateness = raw.get(PolicyOptions.ALLOWED_LATENESS);
    if (lateness.isNegative()) {
      problems.add(PolicyOptions.ALLOWED_LATENESS.key() + " must not be negative: " + lateness);
    }
    return lateness;
  }

  /** One topic would hold records of two kinds, and transactions of two sinks under one id. */
  static void demandTwoTopics(ReadableConfig raw, List<String> problems) {
    String violations = raw.get(PolicyOptions.VIOLATIONS_TOPIC);
    if (violations.equals(raw.get(PolicyOptions.DECISIONS_TOPIC))) {
      problems.add(
          "%s and %s must be two topics: %s"
              .formatted(
                  PolicyOptions.VIOLATIONS_TOPIC.key(),
                  PolicyOptions.DECISIONS_TOPIC.key(),
                  violations));
    }
  }

  private static void demandTopic(PublishedPolicies published, InputConfig input)
      throws IOException {
    List<String> problems = published.examine(input.bootstrapServers());
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
  }

  private static void demandTimeout(InputConfig input, Transactions transactions)
      throws IOException {
    var problem =
        TransactionLimit.ask(input.bootstrapServers())
            .flatMap(limit -> limit.check(transactions.timeout()));
    if (problem.isPresent()) {
      throw new InvalidConfigException(List.of(problem.get()));
    }
  }

  /** Where violations or decisions go; without transactions at least once. */
  static AvroKafkaSinks.Target target(
      String topic, InputConfig input, JobName name, @Nullable Transactions transactions) {
    return new AvroKafkaSinks.Target(
        input.bootstrapServers(), topic, name.text(), MAX_RECORD_BYTES, transactions);
  }

  private static Sink<Violation> violations(AvroKafkaSinks.Target target, InputConfig input) {
    return AvroKafkaSinks.of(
        target,
        Violation.getClassSchema(),
        input.registryFactory(),
        v -> v.getTenantId() + "|" + v.getPolicyId());
  }

  private static Sink<Decision> decisions(AvroKafkaSinks.Target target, InputConfig input) {
    return AvroKafkaSinks.of(
        target,
        Decision.getClassSchema(),
        input.registryFactory(),
        d -> d.getTenantId() + "|" + d.getPolicyId());
  }
}
