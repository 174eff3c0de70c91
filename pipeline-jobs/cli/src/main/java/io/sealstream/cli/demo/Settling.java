package io.sealstream.cli.demo;

import io.sealstream.cli.jobs.Await;
import io.sealstream.cli.jobs.Job;
import io.sealstream.cli.reckoning.TopicReader;
import io.sealstream.evidence.publish.ArchiveHead;
import io.sealstream.evidence.store.EvidenceStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Waits until the jobs have done what there was to do: the archive reaches the topics' ends, and so
 * do the offsets that the other jobs write to Kafka with their checkpoints.
 */
final class Settling {
  private static final Duration TELL_EVERY = Duration.ofSeconds(5);

  private final String bootstrapServers;
  private final EvidenceStore archive;
  private final Consumer<String> progress;
  private long told = System.nanoTime();

  Settling(String bootstrapServers, EvidenceStore archive, Consumer<String> progress) {
    this.bootstrapServers = bootstrapServers;
    this.archive = archive;
    this.progress = progress;
  }

  /**
   * Returns when all jobs have reached the ends that the topics have now.
   *
   * @throws io.sealstream.local.LocalStackException when they do not in time
   */
  void await(List<String> topics, Duration atMost) throws IOException {
    SortedMap<String, Long> ends = new TreeMap<>();
    var reader = new TopicReader(bootstrapServers);
    topics.forEach(topic -> ends.putAll(reader.endOffsets(topic)));
    var latest = new String[] {"nothing was asked yet"};
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Await.until(
          () -> {
            Reached reached =
                new Reached(sealed(), group(admin, Job.SEARCH), group(admin, Job.POLICY));
            latest[0] = reached.describe(ends);
            tell(latest[0]);
            return reached.all(ends);
          },
          atMost,
          () -> latest[0] + "; see flink-taskmanager.log and the Flink UI for the reason");
    }
  }

  /** How far each path has come, by partition. */
  private record Reached(
      Map<String, Long> sealed, Map<String, Long> indexed, Map<String, Long> judged) {

    boolean all(Map<String, Long> ends) {
      return reaches(sealed, ends) && reaches(indexed, ends) && reaches(judged, ends);
    }

    String describe(Map<String, Long> ends) {
      long total = ends.values().stream().mapToLong(Long::longValue).sum();
      return "of %d records: %d sealed, %d through the search job, %d through the policy job"
          .formatted(total, sum(sealed, ends), sum(indexed, ends), sum(judged, ends));
    }

    private static boolean reaches(Map<String, Long> reached, Map<String, Long> ends) {
      return ends.entrySet().stream()
          .allMatch(end -> reached.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private static long sum(Map<String, Long> reached, Map<String, Long> ends) {
      return ends.keySet().stream().mapToLong(at -> reached.getOrDefault(at, 0L)).sum();
    }
  }

  private Map<String, Long> sealed() throws IOException {
    Map<String, Long> sealed = new TreeMap<>();
    ArchiveHead.read(archive)
        .ifPresent(
            head ->
                head.ends().forEach((at, to) -> sealed.put(at.topic() + "-" + at.partition(), to)));
    return sealed;
  }

  private static Map<String, Long> group(Admin admin, Job job) {
    try {
      Map<String, Long> offsets = new TreeMap<>();
      admin
          .listConsumerGroupOffsets("sealstream-" + job.word())
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach((at, offset) -> offsets.put(at.toString(), offset.offset()));
      return offsets;
    } catch (ExecutionException e) {
      throw new KafkaException("cannot ask for the offsets of the " + job.word() + " job", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private void tell(String line) {
    if (System.nanoTime() - told >= TELL_EVERY.toNanos()) {
      progress.accept(line);
      told = System.nanoTime();
    }
  }
}
