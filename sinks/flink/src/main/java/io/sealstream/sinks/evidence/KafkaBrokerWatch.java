package io.sealstream.sinks.evidence;

import io.sealstream.evidence.publish.BrokerView;
import io.sealstream.evidence.publish.BrokerView.Extent;
import io.sealstream.evidence.publish.PartitionId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka every few seconds on a thread of its own. A broker that does not answer leaves the
 * view as it was: a seal may list what was known last.
 */
final class KafkaBrokerWatch implements BrokerWatch {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaBrokerWatch.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Admin admin;
  private final List<String> topics;
  private final ScheduledExecutorService thread;
  private final Map<PartitionId, Long> startsAtOpen = new ConcurrentHashMap<>();
  private volatile BrokerView latest = BrokerView.EMPTY;
  private volatile boolean answering = true;
  private volatile boolean opened;

  private KafkaBrokerWatch(Admin admin, List<String> topics) {
    this.admin = admin;
    this.topics = topics;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              var worker = new Thread(work, "evidence-broker-watch");
              worker.setDaemon(true);
              return worker;
            });
  }

  /**
   * Connects and asks once, so that the first cut knows every partition.
   *
   * @throws IOException when the broker does not answer
   */
  static KafkaBrokerWatch open(EvidenceSinkConfig.Topics topics) throws IOException {
    var watch = new KafkaBrokerWatch(Admin.create(topics.kafkaProperties()), topics.names());
    long everyMillis = topics.askEvery().toMillis();
    try {
      watch.ask();
    } catch (IOException e) {
      watch.close();
      throw e;
    }
    var unused =
        watch.thread.scheduleWithFixedDelay(
            watch::refresh, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    return watch;
  }

  @Override
  public BrokerView latest() {
    return latest;
  }

  @Override
  public BrokerView ask() throws IOException {
    try {
      var view = view();
      latest = view;
      return view;
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Kafka does not describe " + topics + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking Kafka about " + topics, e);
    }
  }

  private void refresh() {
    try {
      ask();
      answering = true;
    } catch (IOException | RuntimeException e) {
      // Whatever it is: an exception that left here would end the asking for good.
      if (answering) {
        LOG.warn("{}; seals list the partitions known before until it answers", e.getMessage());
      }
      answering = false;
    }
  }

  private BrokerView view() throws ExecutionException, InterruptedException, TimeoutException {
    List<TopicPartition> partitions = new ArrayList<>();
    for (TopicDescription topic : await(admin.describeTopics(topics).allTopicNames()).values()) {
      topic
          .partitions()
          .forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
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

  private static long offset(
      Map<TopicPartition, ListOffsetsResultInfo> answers, TopicPartition partition) {
    return Objects.requireNonNull(answers.get(partition), "the broker left out " + partition)
        .offset();
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(
      List<TopicPartition> partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted = new java.util.HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, which));
    return await(admin.listOffsets(wanted).all());
  }

  private static <T> T await(org.apache.kafka.common.KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    admin.close(Duration.ofSeconds(1));
  }
}
