package io.sealstream.sinks.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealstream.schemas.codec.GoldenRecords;
import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.sinks.TestKafka;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a restored job makes of its prepared transaction, before a real broker. */
@Timeout(300)
class LostTransactionITCase {
  private static final InMemorySchemaRegistryClient REGISTRY = new InMemorySchemaRegistryClient();
  private static final Transactions REFUSING = new Transactions(Duration.ofMinutes(15), false);
  private static final Transactions ACCEPTING = new Transactions(Duration.ofMinutes(15), true);
  private static TestKafka kafka;

  @BeforeAll
  static void start() throws IOException {
    kafka = TestKafka.start("transactions");
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  /** Each test has its topic, so its transactional ids. */
  private static LossGuardSink<AuditEvent> sink(String topic, Transactions transactions) {
    var target = target(topic, transactions);
    return AvroKafkaSinks.guarded(
        AvroKafkaSinks.builder(
            target, AuditEvent.getClassSchema(), () -> REGISTRY, AuditEvent::getId),
        target,
        transactions);
  }

  private static AvroKafkaSinks.Target target(String topic, Transactions transactions) {
    return new AvroKafkaSinks.Target(kafka.bootstrapServers(), topic, "job", 1 << 20, transactions);
  }

  private static PreparedTransaction<AuditEvent> prepared(String topic, Transactions transactions)
      throws Exception {
    kafka.createTopic(topic, 1);
    return PreparedTransaction.of(sink(topic, transactions), GoldenRecords.event());
  }

  private static void fence(String transactionalId) {
    try (var other =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers", kafka.bootstrapServers(), "transactional.id", transactionalId),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      other.initTransactions();
    }
  }

  /** How many records a reader of committed ones gets; waits for open transactions. */
  private static int committed(String topic) {
    var partition = new TopicPartition(topic, 0);
    int records = 0;
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = end(topic);
      while (consumer.position(partition) < end) {
        records += consumer.poll(Duration.ofMillis(200)).count();
      }
    }
    return records;
  }

  private static long end(String topic) {
    var partition = new TopicPartition(topic, 0);
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }
  }

  @Test
  void aPreparedTransactionIsCommittedByTheRestoreAndFurtherRestoresStaySilent() throws Exception {
    var prepared = prepared("committed", REFUSING);

    prepared.restore();
    assertThat(committed("committed")).isEqualTo(1);

    prepared.restore();
    prepared.restore();
    assertThat(committed("committed")).isEqualTo(1);
  }

  @Test
  void whatTheJobCommittedBeforeItCrashedIsNoLoss() throws Exception {
    kafka.createTopic("alive", 1);
    var committed =
        PreparedTransaction.committedByTheJob(sink("alive", REFUSING), GoldenRecords.event());
    assertThat(committed("alive")).isEqualTo(1);

    committed.restore();
    committed.restore();

    assertThat(committed("alive")).isEqualTo(1);
  }

  @Test
  void whatAnEarlierRestoreCommittedIsNoLossThoughItsClientRaisedTheEpoch() throws Exception {
    var prepared = prepared("raised", REFUSING);
    commitAndRaiseTheEpoch(prepared.transaction());
    assertThat(state(prepared.transaction().getTransactionalId()))
        .isEqualTo(TransactionState.EMPTY);

    prepared.restore();

    assertThat(committed("raised")).isEqualTo(1);
  }

  /**
   * Commits as the connector does after a restore, but surely not before the client has learned of
   * the broker's transaction protocol: then it raises the epoch after the commit.
   */
  private static void commitAndRaiseTheEpoch(KafkaCommittable prepared) {
    var settings = new Properties();
    settings.putAll(
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(),
            "key.serializer", ByteArraySerializer.class.getName(),
            "value.serializer", ByteArraySerializer.class.getName()));
    try (var resumed =
        new FlinkKafkaInternalProducer<byte[], byte[]>(settings, prepared.getTransactionalId())) {
      assertThat(resumed.partitionsFor("raised")).hasSize(1);
      resumed.resumeTransaction(prepared.getProducerId(), prepared.getEpoch());
      resumed.commitTransaction();
    }
  }

  @Test
  void stateOfTheConnectorsOwnSinkIsRestoredAndGuarded() throws Exception {
    kafka.createTopic("earlier", 1);
    var earlier = unguarded("earlier");

    earlier.restore();
    assertThat(committed("earlier")).isEqualTo(1);

    kafka.createTopic("earlier-fenced", 1);
    var fenced = unguarded("earlier-fenced");
    fence(fenced.transaction().getTransactionalId());
    assertThatThrownBy(fenced::restore).isInstanceOf(SuppressRestartsException.class);
  }

  /** Prepared as before there was a guard, restored with it. */
  private static PreparedTransaction<AuditEvent> unguarded(String topic) throws Exception {
    var target = target(topic, REFUSING);
    var connector =
        AvroKafkaSinks.builder(
                target, AuditEvent.getClassSchema(), () -> REGISTRY, AuditEvent::getId)
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setProperty("transaction.timeout.ms", "840000")
            .build();
    return PreparedTransaction.of(sink(topic, REFUSING), connector, GoldenRecords.event());
  }

  @Test
  void aTransactionFencedByAnotherProducerHaltsTheRestoredJob() throws Exception {
    var prepared = prepared("fenced", REFUSING);
    fence(prepared.transaction().getTransactionalId());

    assertThatThrownBy(prepared::restore)
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .isInstanceOf(LostTransactionException.class)
        .hasMessageContaining("1 transaction(s) to topic fenced that a completed checkpoint holds")
        .hasMessageContaining(prepared.transaction().getTransactionalId() + " (producer ")
        .hasMessageContaining("sealstream.kafka.transaction-timeout (PT15M)")
        .hasMessageContaining("sealstream.kafka.accept-lost-transactions=true");
    assertThat(committed("fenced")).isZero();
  }

  @Test
  void aTransactionThatTheBrokerTimedOutHaltsTheRestoredJob() throws Exception {
    var prepared = prepared("late", new Transactions(Duration.ofSeconds(1), false));
    String id = prepared.transaction().getTransactionalId();
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> state(id).equals(TransactionState.COMPLETE_ABORT));

    assertThatThrownBy(prepared::restore)
        .isInstanceOf(SuppressRestartsException.class)
        .rootCause()
        .hasMessageContaining(id);
    assertThat(committed("late")).isZero();
  }

  private static TransactionState state(String id) throws Exception {
    return kafka
        .admin()
        .describeTransactions(List.of(id))
        .description(id)
        .get(60, TimeUnit.SECONDS)
        .state();
  }

  @Test
  void aTransactionalIdThatTheBrokerForgotHaltsTheRestoredJob() throws Exception {
    var forgotten =
        prepared("forgotten", REFUSING)
            .holding(new KafkaCommittable(4711, (short) 0, "never-used", null));

    assertThatThrownBy(forgotten::restore)
        .isInstanceOf(SuppressRestartsException.class)
        .rootCause()
        .hasMessageContaining("never-used (producer 4711, epoch 0; InvalidPidMappingException");
  }

  @Test
  void anAcceptedLossLetsTheJobGoOn() throws Exception {
    var prepared = prepared("accepted", REFUSING);
    fence(prepared.transaction().getTransactionalId());

    prepared.restore(sink("accepted", ACCEPTING));

    assertThat(committed("accepted")).isZero();
  }
}
