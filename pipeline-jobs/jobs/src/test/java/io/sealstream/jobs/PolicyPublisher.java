package io.sealstream.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealstream.policy.publish.PolicyStatement;
import io.sealstream.policy.publish.SignedPolicy;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** An author and an approver with a key each, before a topic on a real broker. */
final class PolicyPublisher implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KeyPair alice;
  private final KeyPair bob;

  PolicyPublisher(String bootstrapServers, String topic) throws Exception {
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    KeyPairGenerator keys = KeyPairGenerator.getInstance("Ed25519");
    this.alice = keys.generateKeyPair();
    this.bob = keys.generateKeyPair();
  }

  /** The text of a keys file with both. */
  String keys() {
    return "alice author " + base64(alice) + "\nbob approver " + base64(bob) + "\n";
  }

  private static String base64(KeyPair pair) {
    return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
  }

  /** What only the author has signed so far. */
  SignedPolicy draft(long version, String action, Instant from) throws Exception {
    String text =
        """
        title: Watched
        id: watched
        logsource: {product: app}
        detection: {s: {action: %s}, condition: s}
        """
            .formatted(action);
    var statement =
        new PolicyStatement(
            "watched", version, "watched.yml", text, "alice", "bob", "test", from, Instant.now());
    return SignedPolicy.unsigned(statement).signedBy("alice", alice.getPrivate());
  }

  /** Publishes a version that finds the action; returns the record's offset. */
  long publish(long version, String action, Instant from) throws Exception {
    SignedPolicy signed = draft(version, action, from).signedBy("bob", bob.getPrivate());
    return send("watched@" + version, signed.toJson());
  }

  /** Puts something into the topic; returns its offset. */
  long send(String key, @Nullable String value) throws Exception {
    return producer
        .send(
            new ProducerRecord<>(
                topic, key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8)))
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .offset();
  }

  @Override
  public void close() {
    producer.close();
  }
}
