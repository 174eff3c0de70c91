package io.sealstream.jobs;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RecordHeader;
import io.sealstream.schemas.typeinfo.ReceivedRecordTypeInfo;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Takes a record over as it is: never fails, never decodes, copies no payload. */
final class ReceivedRecordDeserializer implements KafkaRecordDeserializationSchema<ReceivedRecord> {
  private static final long serialVersionUID = 1L;
  private static final int UNKNOWN_LEADER_EPOCH = -1;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ReceivedRecord> out) {
    out.collect(received(record));
  }

  @Override
  public TypeInformation<ReceivedRecord> getProducedType() {
    return ReceivedRecordTypeInfo.INSTANCE;
  }

  static ReceivedRecord received(ConsumerRecord<byte[], byte[]> record) {
    return new ReceivedRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.leaderEpoch().orElse(UNKNOWN_LEADER_EPOCH),
        record.timestamp(),
        kind(record),
        wrap(record.key()),
        wrap(record.value()),
        headers(record.headers()));
  }

  /** Who set the record's timestamp. */
  static TimestampKind kind(ConsumerRecord<?, ?> record) {
    return switch (record.timestampType()) {
      case CREATE_TIME -> TimestampKind.CREATE_TIME;
      case LOG_APPEND_TIME -> TimestampKind.LOG_APPEND_TIME;
      case NO_TIMESTAMP_TYPE -> TimestampKind.NONE;
    };
  }

  private static List<RecordHeader> headers(Headers headers) {
    var copy = new ArrayList<RecordHeader>();
    for (Header header : headers) {
      copy.add(new RecordHeader(header.key(), wrap(header.value())));
    }
    return copy;
  }

  /** The bytes themselves, null where there are none. */
  static @Nullable Bytes wrap(byte @Nullable [] bytes) {
    return bytes == null ? null : Bytes.wrap(bytes);
  }
}
