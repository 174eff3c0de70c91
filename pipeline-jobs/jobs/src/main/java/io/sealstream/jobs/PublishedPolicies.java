package io.sealstream.jobs;

import io.sealstream.policy.PolicyInputs;
import io.sealstream.policy.PolicySource;
import io.sealstream.policy.publish.AllowedKeys;
import io.sealstream.policy.publish.MalformedPolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.flink.configuration.ReadableConfig;
import org.jspecify.annotations.Nullable;

/**
 * Where the policy job has its policies from, by its configuration.
 *
 * @param topic where policies are published; null where none are
 * @param keys the text of the keys file; null in development
 */
record PublishedPolicies(@Nullable String topic, @Nullable String keys) {

  /** Reads the configuration, and the keys file where the job is submitted. */
  static PublishedPolicies from(ReadableConfig raw, List<String> problems) {
    String topic = raw.get(PolicyOptions.TOPIC);
    String keysFile = raw.get(PolicyOptions.KEYS);
    boolean development = raw.get(PolicyOptions.DEVELOPMENT);
    if (topic == null && raw.getOptional(PolicyOptions.PATHS).isEmpty()) {
      problems.add(
          "%s or %s is required: the job would have no policies"
              .formatted(PolicyOptions.TOPIC.key(), PolicyOptions.PATHS.key()));
    }
    if (development && keysFile != null) {
      problems.add(
          "%s checks signatures and %s does not: leave one out"
              .formatted(PolicyOptions.KEYS.key(), PolicyOptions.DEVELOPMENT.key()));
    }
    if (!development) {
      demandSigned(raw, topic, keysFile, problems);
    }
    return new PublishedPolicies(topic, keysFile == null ? null : keys(keysFile, problems));
  }

  private static void demandSigned(
      ReadableConfig raw,
      @Nullable String topic,
      @Nullable String keysFile,
      List<String> problems) {
    if (raw.getOptional(PolicyOptions.PATHS).isPresent()) {
      problems.add(
          "%s are not signed: publish them and set %s and %s, or set %s=true"
              .formatted(
                  PolicyOptions.PATHS.key(),
                  PolicyOptions.TOPIC.key(),
                  PolicyOptions.KEYS.key(),
                  PolicyOptions.DEVELOPMENT.key()));
    }
    if (topic != null && keysFile == null) {
      problems.add(
          "%s is required with %s: it says who may sign policies; or set %s=true"
              .formatted(
                  PolicyOptions.KEYS.key(),
                  PolicyOptions.TOPIC.key(),
                  PolicyOptions.DEVELOPMENT.key()));
    }
  }

  private static @Nullable String keys(String file, List<String> problems) {
    try {
      String text = Files.readString(Path.of(file));
      var unused = AllowedKeys.of(file, text);
      return text;
    } catch (IOException e) {
      problems.add(PolicyOptions.KEYS.key() + ": " + file + " cannot be read: " + e);
    } catch (MalformedPolicyException e) {
      problems.add(PolicyOptions.KEYS.key() + ": " + e.getMessage());
    }
    return null;
  }

  /**
   * What is wrong with the topic: versions must come to every reader in one order, be kept for
   * ever, and be dated by the broker.
   */
  List<String> examine(String bootstrapServers) throws IOException {
    if (topic == null) {
      return List.of();
    }
    var kafka = new Properties();
    kafka.setProperty("bootstrap.servers", bootstrapServers);
    TopicFacts facts = new TopicInspector(kafka).inspect(List.of(topic)).get(0);
    var problems = new ArrayList<String>();
    if (facts.partitions() != 1) {
      problems.add(
          topic + " has " + facts.partitions() + " partitions; it must have one, for one order");
    }
    if (!facts.keptForEver()) {
      problems.add(
          "%s: cleanup.policy must be compact and min.compaction.lag.ms %d, or versions that still govern are deleted by age, or for a refused record with their key"
              .formatted(topic, Long.MAX_VALUE));
    }
    if (!facts.logAppendTime()) {
      problems.add(
          topic + ": message.timestamp.type must be LogAppendTime, or publishers date policies");
    }
    return problems;
  }

  /** For the operators. */
  PolicyInputs with(List<PolicySource> base, String bootstrapServers) {
    String from = topic;
    return from == null
        ? PolicyInputs.of(base)
        : new PolicyInputs(base, () -> KafkaPolicyFeed.open(bootstrapServers, from), keys);
  }
}
