package io.sealstream.jobs;

import static io.sealstream.jobs.KafkaAnswers.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads the settings of topics from the broker. Runs in the client, before the job starts. */
final class TopicInspector {
  private final Properties kafka;

  TopicInspector(Properties kafka) {
    this.kafka = kafka;
  }

  /**
   * The facts of each topic, in the order asked for.
   *
   * @throws IOException when the broker does not answer or lacks a topic
   */
  List<TopicFacts> inspect(List<String> topics) throws IOException {
    var resources =
        topics.stream().map(t -> new ConfigResource(ConfigResource.Type.TOPIC, t)).toList();
    try (var admin = Admin.create(kafka)) {
      var descriptions =
          await(admin.describeTopics(topics).allTopicNames(), "what " + topics + " are");
      var configs = await(admin.describeConfigs(resources).all(), "how " + topics + " are set");
      return resources.stream().map(resource -> facts(resource, descriptions, configs)).toList();
    } catch (ExecutionException e) {
      String hint =
          e.getCause() instanceof UnknownTopicOrPartitionException
              ? "; create the topics before the job"
              : "";
      throw new IOException("topics " + topics + ": " + e.getCause() + hint, e);
    }
  }

  /**
   * Those of the topics that the broker has, in the order asked for.
   *
   * @throws IOException when it does not answer
   */
  List<String> existing(List<String> topics) throws IOException {
    try (var admin = Admin.create(kafka)) {
      var there = await(admin.listTopics().names(), "which topics there are");
      return topics.stream().filter(there::contains).toList();
    } catch (ExecutionException e) {
      throw new IOException("Kafka does not list its topics: " + e.getCause(), e);
    }
  }

  private static TopicFacts facts(
      ConfigResource resource,
      Map<String, TopicDescription> descriptions,
      Map<ConfigResource, Config> configs) {
    var topic = Objects.requireNonNull(descriptions.get(resource.name()), "asked for");
    var config = Objects.requireNonNull(configs.get(resource), "asked for");
    return new TopicFacts(
        resource.name(),
        topic.partitions().size(),
        topic.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(0),
        Integer.parseInt(config.get("min.insync.replicas").value()),
        Boolean.parseBoolean(config.get("unclean.leader.election.enable").value()),
        config.get("cleanup.policy").value(),
        Long.parseLong(config.get("min.compaction.lag.ms").value()),
        config.get("message.timestamp.type").value().equals("LogAppendTime"),
        Duration.ofMillis(Long.parseLong(config.get("retention.ms").value())),
        Long.parseLong(config.get("retention.bytes").value()),
        Integer.parseInt(config.get("max.message.bytes").value()),
        config.get("compression.type").value().equals("uncompressed"));
  }
}
