package io.sealstream.jobs;

import static io.sealstream.jobs.KafkaAnswers.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The longest transaction that every broker takes. Any of them may coordinate one, so each is
 * asked. Runs in the client, before the job starts.
 */
record TransactionLimit(Duration longest) {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionLimit.class);
  private static final String SETTING = "transaction.max.timeout.ms";

  /**
   * Asks the brokers; nothing is known where the client may not read their configuration: then the
   * first transaction tells.
   *
   * @throws IOException when they do not answer
   */
  static Optional<TransactionLimit> ask(String bootstrapServers) throws IOException {
    var kafka = new Properties();
    kafka.setProperty("bootstrap.servers", bootstrapServers);
    try (var admin = Admin.create(kafka)) {
      var brokers =
          await(admin.describeCluster().nodes(), "which brokers there are").stream()
              .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
              .toList();
      return await(admin.describeConfigs(brokers).all(), SETTING).values().stream()
          .map(config -> Duration.ofMillis(Long.parseLong(config.get(SETTING).value())))
          .min(Duration::compareTo)
          .map(TransactionLimit::new);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        LOG.warn(
            "{} is not held against {}: no right to read the brokers' configuration: {}",
            TransactionOptions.TIMEOUT.key(),
            SETTING,
            e.getCause().getMessage());
        return Optional.empty();
      }
      throw new IOException(SETTING + " of the brokers: " + e.getCause(), e);
    }
  }

  /** What is wrong with a timeout, if anything. */
  Optional<String> check(Duration timeout) {
    return timeout.compareTo(longest) <= 0
        ? Optional.empty()
        : Optional.of(
            "%s is %s, but a broker's %s is %s (%d ms): lower the one or raise the other on every broker"
                .formatted(
                    TransactionOptions.TIMEOUT.key(),
                    timeout,
                    SETTING,
                    longest,
                    longest.toMillis()));
  }
}
