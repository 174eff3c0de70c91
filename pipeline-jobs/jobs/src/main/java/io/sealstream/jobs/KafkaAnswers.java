package io.sealstream.jobs;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for what Kafka was asked, though not for ever. */
final class KafkaAnswers {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private KafkaAnswers() {}

  /**
   * The answer.
   *
   * @param question what was asked, for messages: "where t-0 begins"
   * @throws ExecutionException with the broker's refusal as its cause
   * @throws IOException when there is no answer in time, or the thread is interrupted
   */
  static <T> T await(KafkaFuture<T> answer, String question)
      throws ExecutionException, IOException {
    try {
      return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("Kafka did not say within " + TIMEOUT + ": " + question, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking Kafka: " + question, e);
    }
  }
}
