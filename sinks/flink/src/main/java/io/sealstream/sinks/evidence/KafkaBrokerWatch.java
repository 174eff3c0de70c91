package io.sealstream.sinks.evidence;

import io.sealstream.evidence.publish.BrokerView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka every few seconds on a thread of its own. A broker that does not answer leaves the
 * view as it was: a seal may list what was known last.
 */
final class KafkaBrokerWatch implements BrokerWatch {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaBrokerWatch.class);

  /** How the broker is asked. Blocks, though not for ever. */
  interface Question extends AutoCloseable {
    BrokerView ask() throws ExecutionException, InterruptedException, TimeoutException;

    @Override
    void close();
  }

  private final Question question;
  private final List<String> topics;
  private final ScheduledExecutorService thread;
  private volatile BrokerView latest = BrokerView.EMPTY;
  private volatile boolean answering = true;

  private KafkaBrokerWatch(Question question, List<String> topics) {
    this.question = question;
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
    return open(new KafkaExtents(topics), topics.sealed().names(), topics.askEvery());
  }

  static KafkaBrokerWatch open(Question question, List<String> topics, Duration askEvery)
      throws IOException {
    var watch = new KafkaBrokerWatch(question, topics);
    try {
      watch.ask();
    } catch (IOException | RuntimeException e) {
      watch.close();
      throw e;
    }
    long everyMillis = askEvery.toMillis();
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
      var view = question.ask();
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

  @Override
  public void close() {
    thread.shutdownNow();
    question.close();
  }
}
