package io.sealstream.jobs;

import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.typeinfo.ReceivedRecordTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records as they are, each counted with {@link JobMeter} after the whole chain has had it. */
final class CountedReads implements KafkaRecordDeserializationSchema<ReceivedRecord> {
  private static final long serialVersionUID = 1L;

  private final ReceivedRecordDeserializer records = new ReceivedRecordDeserializer();

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ReceivedRecord> out) {
    records.deserialize(record, out);
    JobMeter.count();
  }

  @Override
  public TypeInformation<ReceivedRecord> getProducedType() {
    return ReceivedRecordTypeInfo.INSTANCE;
  }
}
