package io.sealstream.local;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics of Sealstream, as a single broker can have them.
 *
 * <p>Every topic stamps records with the broker's time: "future" is judged against it, and old
 * event times must not let retention delete what has just arrived.
 */
public final class LocalTopics {
  public static final String EVENTS = "audit.events";
  public static final String VIOLATIONS = "audit.violations";
  public static final String DECISIONS = "audit.decisions";
  public static final String POLICIES = "audit.policies";
  public static final String REJECTED = "audit.rejected";

  /** Above the jobs' default value limit of 1 MiB, so that a value beyond that limit can arrive. */
  public static final int EVENTS_MAX_BYTES = 2 * 1024 * 1024;

  /** What the jobs send at most by default: a rejection carries the whole record and the reason. */
  public static final int REJECTED_MAX_BYTES = 16 * 1024 * 1024;

  private static final String RETENTION_MILLIS = Long.toString(Duration.ofDays(7).toMillis());
  private static final int TIMEOUT_SECONDS = 30;

  private LocalTopics() {}

  /**
   * Makes the topics that do not exist yet and leaves the others as they are.
   *
   * @throws LocalStackException when the broker does not do it within 30 s
   */
  public static void create(String bootstrapServers) {
    for (NewTopic topic : all()) {
      create(bootstrapServers, topic);
    }
  }

  /**
   * Makes one more topic that is configured like {@link #EVENTS}, for instance one that is bound to
   * a tenant.
   */
  public static void createEvents(String bootstrapServers, String name, int partitions) {
    create(bootstrapServers, topic(name, partitions, eventsConfig()));
  }

  private static List<NewTopic> all() {
    return List.of(
        topic(EVENTS, 4, eventsConfig()),
        topic(VIOLATIONS, 2, Map.of()),
        topic(DECISIONS, 2, Map.of()),
        topic(
            POLICIES,
            1,
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                // A record that is refused must not displace the version whose key it has.
                TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                Long.toString(Long.MAX_VALUE),
                TopicConfig.RETENTION_MS_CONFIG,
                "-1")),
        topic(
            REJECTED,
            2,
            Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(REJECTED_MAX_BYTES))));
  }

  private static Map<String, String> eventsConfig() {
    return Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(EVENTS_MAX_BYTES));
  }

  private static NewTopic topic(String name, int partitions, Map<String, String> own) {
    Map<String, String> configs = new HashMap<>();
    configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1");
    configs.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    configs.put(TopicConfig.RETENTION_MS_CONFIG, RETENTION_MILLIS);
    configs.putAll(own);
    return new NewTopic(name, partitions, (short) 1).configs(configs);
  }

  private static void create(String bootstrapServers, NewTopic topic) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      admin.createTopics(Set.of(topic)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw failed(topic, bootstrapServers, e);
      }
    } catch (TimeoutException e) {
      throw failed(topic, bootstrapServers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(topic, bootstrapServers, e);
    }
  }

  private static LocalStackException failed(NewTopic topic, String bootstrap, Exception cause) {
    return new LocalStackException(
        "Cannot create the topic " + topic.name() + " at " + bootstrap, cause);
  }
}
