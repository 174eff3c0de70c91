package io.sealstream.sinks.evidence;

import io.sealstream.evidence.publish.BrokerView;
import io.sealstream.evidence.publish.BrokerView.Extent;
import io.sealstream.evidence.publish.PartitionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks a broker which partitions the topics have, and where each begins and ends. */
final class KafkaExtents implements KafkaBrokerWatch.Question {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Admin admin;
  private final List<String> topics;
  private final Map<PartitionId, Long> startsAtOpen = new ConcurrentHashMap<>();
  private volatile boolean opened;

  KafkaExtents(EvidenceSinkConfig.Topics topics) {
    this.admin = Admin.create(topics.kafkaProperties());
    this.topics = topics.sealed().names();
  }

  @Override
  public BrokerView ask() throws ExecutionException, InterruptedException, TimeoutException {
    List<TopicPartition> partitions = new ArrayList<>();
    for (KafkaFuture<TopicDescription> answer :
        admin.describeTopics(topics).topicNameValues().values()) {
      describe(answer).ifPresent(topic -> addPartitions(topic, partitions));
    }
    // Starts before ends: a start asked for later could lie above the end.
    var starts = offsets(partitions, OffsetSpec.earliest());
    var ends = offsets(partitions, OffsetSpec.latest());
    Map<PartitionId, Extent> extents = new TreeMap<>();
    for (TopicPartition partition : partitions) {
      var id = new PartitionId(partition.topic(), partition.partition());
      long start = offset(starts, partition);
      if (!opened) {
        startsAtOpen.put(id, start);
      }
      long end = Math.max(start, offset(ends, partition));
      extents.put(id, new Extent(start, end, Math.min(start, startsAtOpen.getOrDefault(id, 0L))));
    }
    opened = true;
    return new BrokerView(extents);
  }

  /** Empty for a topic that is not there yet: nobody has published a policy, for instance. */
  private static Optional<TopicDescription> describe(KafkaFuture<TopicDescription> answer)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      return Optional.of(await(answer));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static void addPartitions(TopicDescription topic, List<TopicPartition> partitions) {
    topic
        .partitions()
        .forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
  }

  private static long offset(
      Map<TopicPartition, ListOffsetsResultInfo> answers, TopicPartition partition) {
    return Objects.requireNonNull(answers.get(partition), "the broker left out " + partition)
        .offset();
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(
      List<TopicPartition> partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, which));
    return await(admin.listOffsets(wanted).all());
  }

  private static <T> T await(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
