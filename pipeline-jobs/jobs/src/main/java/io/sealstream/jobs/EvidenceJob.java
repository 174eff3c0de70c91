package io.sealstream.jobs;

import io.sealstream.evidence.publish.RetentionAnnouncer;
import io.sealstream.schemas.codec.RejectedCopies;
import io.sealstream.schemas.v1.Rejected;
import io.sealstream.sinks.evidence.EvidenceSink;
import io.sealstream.sinks.evidence.KafkaRetentionAnnouncer;
import io.sealstream.sinks.kafka.AvroKafkaSinks;
import java.util.ArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;

/**
 * Main of the evidence job: parse, check, build, execute. Arguments are {@code key=value}; see
 * {@link EvidenceOptions}.
 */
public final class EvidenceJob {
  private static final String JOB = "evidence";

  private EvidenceJob() {}

  public static void main(String[] arguments) throws Exception {
    Configuration raw = JobArguments.parse(arguments, EvidenceOptions.ALL);
    var problems = new ArrayList<String>();
    InputConfig input = InputConfig.from(raw, problems);
    JobName name = JobName.of(raw, JOB, problems);
    EvidenceConfig config = EvidenceConfig.from(raw, input, problems);
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    EvidencePreflight.demand(input, config);

    var env = Environments.create(settings(raw, config));
    var edges =
        new EvidenceTopology.Edges(
            Sources.sealed(input, config.sink().topics().sealed(), name),
            new EvidenceSink(config.sink(), announcers(input, config)),
            rejected(input, target(input, config, name)));
    EvidenceTopology.build(
        env,
        edges,
        new ClassifyFunction(
            EventDecoding.of(input),
            config.sink().topics().sealed(),
            new RejectedCopies(config.rejectedMaxBytes())));
    env.execute(name.text());
  }

  /** One epoch per checkpoint, and barriers that cut: unaligned ones overtake records. */
  static Configuration settings(Configuration raw, EvidenceConfig config) {
    var settings = new Configuration(raw);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.sealInterval());
    settings.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
    return settings;
  }

  /** Where copies of undecodable records go. */
  static AvroKafkaSinks.Target target(InputConfig input, EvidenceConfig config, JobName name) {
    return new AvroKafkaSinks.Target(
        input.bootstrapServers(),
        config.rejectedTopic(),
        name.text(),
        config.rejectedMaxBytes(),
        config.transactions());
  }

  private static RetentionAnnouncer.Factory announcers(InputConfig input, EvidenceConfig config) {
    return KafkaRetentionAnnouncer.factory(
        new KafkaRetentionAnnouncer.Target(
            input.bootstrapServers(),
            config.changes().topic(),
            config.changes().tenant(),
            config.sink().log().origin()),
        input.registryFactory());
  }

  private static Sink<Rejected> rejected(InputConfig input, AvroKafkaSinks.Target target) {
    return AvroKafkaSinks.of(
        target,
        Rejected.getClassSchema(),
        input.registryFactory(),
        rejected -> rejected.getTopic() + "-" + rejected.getPartition());
  }
}
