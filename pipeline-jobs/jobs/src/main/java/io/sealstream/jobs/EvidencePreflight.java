package io.sealstream.jobs;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.publish.EvidenceHaltException;
import io.sealstream.evidence.publish.RetentionHistory;
import io.sealstream.evidence.store.LockCanary;
import io.sealstream.evidence.store.LocksNotEnforcedException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must hold before the evidence job starts. Runs in the client. */
final class EvidencePreflight {
  private static final Logger LOG = LoggerFactory.getLogger(EvidencePreflight.class);

  private EvidencePreflight() {}

  /**
   * Checks key, topics, brokers and locks.
   *
   * @throws InvalidConfigException with everything that is wrong
   * @throws IOException when Kafka or the store does not answer
   */
  static void demand(InputConfig input, EvidenceConfig config) throws IOException {
    List<String> problems = new ArrayList<>();
    var topics = checkTopics(input, config);
    problems.addAll(topics.errors());
    topics.warnings().forEach(LOG::warn);
    if (config.development()) {
      topics.replication().forEach(finding -> LOG.warn("DEVELOPMENT: ignored: {}", finding));
    } else {
      problems.addAll(topics.replication());
    }
    tryKeys(config, problems);
    TransactionLimit.ask(input.bootstrapServers())
        .flatMap(limit -> limit.check(config.transactions().timeout()))
        .ifPresent(problems::add);
    tryLocks(config, problems);
    follow(config, problems);
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    if (config.development()) {
      LOG.warn(
          "DEVELOPMENT: {} is on; this evidence proves nothing about loss or deletion",
          EvidenceOptions.DEVELOPMENT.key());
    }
  }

  private static TopicPreflight.Findings checkTopics(InputConfig input, EvidenceConfig config)
      throws IOException {
    var kafka = new Properties();
    kafka.setProperty("bootstrap.servers", input.bootstrapServers());
    var inspector = new TopicInspector(kafka);
    var ours = new ArrayList<>(config.sink().topics().sealed().names());
    ours.removeAll(input.topics());
    var existing = inspector.existing(ours);
    ours.stream()
        .filter(topic -> !existing.contains(topic))
        .forEach(
            topic ->
                LOG.warn(
                    "{} does not exist yet: it is sealed from its first record on, and what this"
                        + " check would say of its settings is said at the next start",
                    topic));
    var sealed = new ArrayList<>(inspector.inspect(input.topics()));
    sealed.addAll(inspector.inspect(existing));
    var rejected = inspector.inspect(List.of(config.rejectedTopic())).get(0);
    return new TopicPreflight(
            config.sink().topics().sealed().holesAllowed(),
            config.plannedOutage(),
            config.rejectedMaxBytes())
        .check(sealed, rejected);
  }

  private static void tryKeys(EvidenceConfig config, List<String> problems) {
    try {
      var unused = config.sink().log().signingKeys().inUse();
    } catch (IOException e) {
      var option =
          config.sink().log().keys().ring() ? EvidenceOptions.KEY_RING : EvidenceOptions.KEY_FILE;
      problems.add(option.key() + ": " + e.getMessage());
    }
  }

  /**
   * The archive may not be sealed under a later retention table, nor under another of its version.
   */
  private static void follow(EvidenceConfig config, List<String> problems) throws IOException {
    try (var store = config.sink().archive().open()) {
      RetentionHistory.newest(store)
          .flatMap(newest -> RetentionHistory.contradiction(newest, config.sink().retention()))
          .ifPresent(why -> problems.add(EvidenceOptions.RETENTION_TABLE.key() + ": " + why));
    } catch (EvidenceHaltException | EvidenceFormatException e) {
      problems.add(EvidenceOptions.STORE_URI.key() + ": " + e.getMessage());
    }
  }

  private static void tryLocks(EvidenceConfig config, List<String> problems) throws IOException {
    if (config.folder()) {
      LOG.warn("the archive is a folder: nothing protects it from deletion");
      return;
    }
    if (config.development()) {
      LOG.warn("DEVELOPMENT: whether the store enforces locks is not tried");
      return;
    }
    try (var store = config.sink().archive().open()) {
      LockCanary.demand(store, Clock.systemUTC());
    } catch (LocksNotEnforcedException e) {
      problems.add(EvidenceOptions.STORE_URI.key() + ": " + e.getMessage());
    }
  }
}
