package io.sealstream.sinks.evidence;

import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.keys.KeySource;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.SigningKeys;
import io.sealstream.evidence.records.SealedTopics;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.EvidenceStores;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * All that the evidence sink needs to know; travels to the tasks.
 *
 * @param archive where evidence goes
 * @param log under which name and key it is signed
 * @param retention in which tier and how long what is kept
 * @param topics what is sealed, and how to ask the broker about it
 * @param bounds what one writer may hold open
 */
public record EvidenceSinkConfig(
    Archive archive, Log log, RetentionTable retention, Topics topics, Bounds bounds)
    implements Serializable {

  /** SHA-256 of the settings that shape evidence; secrets and addresses are not among them. */
  Bytes sha256() {
    return TreeHash.of(
        Bytes.utf8(
            String.join(
                "\n", log.origin(), retention.sha256().toHex(), topics.sealed().toString())));
  }

  /**
   * An address for {@link EvidenceStores#open}. The options may hold secrets and are never printed.
   */
  public record Archive(String uri, Map<String, String> options) implements Serializable {
    public Archive {
      options = Collections.unmodifiableMap(new HashMap<>(options));
    }

    /** A new client of the store; the caller closes it. */
    public EvidenceStore open() {
      return EvidenceStores.open(uri, options);
    }

    @Override
    public String toString() {
      return uri;
    }
  }

  /**
   * The seal log.
   *
   * @param origin its name: first line of every note, and of no other log's
   * @param keys where its keys are, on every machine where sealer and committer may run; the keys
   *     themselves do not travel
   */
  public record Log(String origin, KeySource keys) implements Serializable {

    /** One key, an unencrypted PKCS#8 PEM file. */
    public Log(String origin, String keyFile) {
      this(origin, KeySource.keyFile(keyFile));
    }

    /** Opens the keys. */
    public SigningKeys signingKeys() throws IOException {
      return keys.open(origin);
    }
  }

  /**
   * What is sealed.
   *
   * @param sealed every sealed topic, whether it exists already or not
   * @param kafka client properties for asking the broker
   * @param askEvery how often it is asked
   */
  public record Topics(SealedTopics sealed, Map<String, String> kafka, Duration askEvery)
      implements Serializable {
    public Topics {
      kafka = Map.copyOf(kafka);
    }

    Properties kafkaProperties() {
      var properties = new Properties();
      properties.putAll(kafka);
      return properties;
    }
  }

  /**
   * What one writer holds open at a time. Beyond it a batch is finished early, which costs an
   * object but no completeness.
   *
   * @param openBatches open batches, each with an upload and its buffer
   * @param batchRecords records in one batch
   * @param batchBytes payload bytes in one batch
   */
  public record Bounds(int openBatches, int batchRecords, long batchBytes) implements Serializable {
    public static final Bounds DEFAULT = new Bounds(64, 500_000, 256L * 1024 * 1024);

    public Bounds {
      if (openBatches < 1 || batchRecords < 1 || batchBytes < 1) {
        throw new IllegalArgumentException(
            "bounds must be positive: " + openBatches + ", " + batchRecords + ", " + batchBytes);
      }
    }
  }
}
