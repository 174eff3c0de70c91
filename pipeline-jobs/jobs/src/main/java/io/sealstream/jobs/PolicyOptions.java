package io.sealstream.jobs;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Keys of the policy job. */
public final class PolicyOptions {

  public static final ConfigOption<List<String>> PATHS =
      ConfigOptions.key("sealstream.policy.paths")
          .stringType()
          .asList()
          .noDefaultValue()
          .withDescription(
              "Policy files, or folders of *.yml and *.yaml read recursively, ';'-separated, read where the job is submitted. One that does not compile stops the submission. They are not signed: only with development=true. A published version of the same id governs from its effectiveFrom on.");

  public static final ConfigOption<String> TOPIC =
      ConfigOptions.key("sealstream.policy.topic")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Where policies are published, audit.policies for instance: one partition, cleanup.policy=compact, min.compaction.lag.ms=9223372036854775807, message.timestamp.type=LogAppendTime. The running job takes up what is published there. This or paths is required.");

  public static final ConfigOption<String> KEYS =
      ConfigOptions.key("sealstream.policy.keys")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File of the public keys that may sign policies, read where the job is submitted. What is not signed by its author and by an approver is refused. Required with topic, unless development=true.");

  public static final ConfigOption<Boolean> DEVELOPMENT =
      ConfigOptions.key("sealstream.policy.development")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Take policies that nobody signed: those of paths, and whatever is in topic. Never in production: whoever may write to the topic, or submit a job, decides what is found.");

  public static final ConfigOption<String> VIOLATIONS_TOPIC =
      ConfigOptions.key("sealstream.policy.violations-topic")
          .stringType()
          .defaultValue("audit.violations")
          .withDescription(
              "Where violations go; its message.timestamp.type must be LogAppendTime.");

  public static final ConfigOption<String> DECISIONS_TOPIC =
      ConfigOptions.key("sealstream.policy.decisions-topic")
          .stringType()
          .defaultValue("audit.decisions")
          .withDescription(
              "Where decisions go, one for every finding: violation, suppressed or shadow. Another one than violations-topic; its message.timestamp.type must be LogAppendTime.");

  public static final ConfigOption<Boolean> EXACTLY_ONCE =
      ConfigOptions.key("sealstream.policy.exactly-once")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Write violations and decisions in Kafka transactions: no duplicates, but visible only once a checkpoint completes, and only to read_committed readers. Otherwise a failure may repeat a violation or a decision under the same id.");

  public static final ConfigOption<Duration> OUT_OF_ORDERNESS =
      ConfigOptions.key("sealstream.policy.out-of-orderness")
          .durationType()
          .defaultValue(Duration.ofMinutes(10))
          .withDescription(
              "How far an event's time may lie behind the newest of its partition without being late. What only the watermark can decide waits as long.");

  public static final ConfigOption<Duration> IDLE_AFTER =
      ConfigOptions.key("sealstream.policy.idle-after")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "A partition that brings no event for as long does not hold back event time in the others. What it brings later may be late.");

  public static final ConfigOption<Duration> ALLOWED_LATENESS =
      ConfigOptions.key("sealstream.policy.allowed-lateness")
          .durationType()
          .defaultValue(Duration.ofMinutes(10))
          .withDescription(
              "How long hits of a correlation are kept after the windows that they are in have ended by the watermark, so that a late event can still complete a match that is certain on arrival. A later event is not used: it is counted as numHitsTooLate and, unless the policy says late: count, a TOO_LATE record of the decision log. State grows with it.");

  static final List<ConfigOption<?>> ALL =
      Stream.of(
              InputOptions.ALL,
              RetentionOptions.ALL,
              TransactionOptions.ALL,
              List.<ConfigOption<?>>of(
                  PATHS,
                  TOPIC,
                  KEYS,
                  DEVELOPMENT,
                  VIOLATIONS_TOPIC,
                  DECISIONS_TOPIC,
                  EXACTLY_ONCE,
                  OUT_OF_ORDERNESS,
                  IDLE_AFTER,
                  ALLOWED_LATENESS))
          .flatMap(List::stream)
          .toList();

  private PolicyOptions() {}
}
