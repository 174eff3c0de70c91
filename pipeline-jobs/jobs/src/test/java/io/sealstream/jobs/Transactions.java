package io.sealstream.jobs;

import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes into the first partition of a topic in transactions, as a job with exactly-once does. */
record Transactions(String bootstrapServers, String topic) {

  static ProducerRecord<byte[], byte[]> record(TopicPartition to) {
    byte[] text = "text".getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(to.topic(), to.partition(), text, text);
  }

  private FlinkKafkaInternalProducer<byte[], byte[]> producer(String id, int timeout) {
    var settings = new Properties();
    settings.setProperty("bootstrap.servers", bootstrapServers);
    settings.setProperty("key.serializer", ByteArraySerializer.class.getName());
    settings.setProperty("value.serializer", ByteArraySerializer.class.getName());
    settings.setProperty("transaction.timeout.ms", Integer.toString(timeout));
    return new FlinkKafkaInternalProducer<>(settings, id);
  }

  void run(String id, int records, boolean commits) throws Exception {
    try (var producer = producer(id, 60_000)) {
      sendIn(producer, records);
      if (commits) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  private void sendIn(FlinkKafkaInternalProducer<byte[], byte[]> producer, int records)
      throws Exception {
    producer.initTransactions();
    producer.beginTransaction();
    for (int i = 0; i < records; i++) {
      var unused = producer.send(record(new TopicPartition(topic, 0)));
    }
    producer.flush();
  }

  /** A producer's id and epoch, as Flink's committable keeps them. */
  record Prepared(long producerId, short epoch) {}

  /** What a job leaves that is killed between preparing and committing. */
  Prepared prepare(String id, int records, int timeout) throws Exception {
    try (var producer = producer(id, timeout)) {
      sendIn(producer, records);
      return new Prepared(producer.getProducerId(), producer.getEpoch());
    }
  }

  void commit(String id, Prepared prepared) {
    try (var producer = producer(id, 60_000)) {
      producer.resumeTransaction(prepared.producerId(), prepared.epoch());
      producer.commitTransaction();
    }
  }
}
