package io.sealstream.jobs;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.Place;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.codec.AuditEventDecoder;
import io.sealstream.schemas.codec.DecodeResult;
import io.sealstream.schemas.typeinfo.DecodedEventTypeInfo;
import io.sealstream.schemas.typeinfo.ReceivedRecordTypeInfo;
import java.util.Objects;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a record where it is read, since only the source can tell how far event time has come in
 * each partition. Gives the event (right), or the record as it is where there is none (left): every
 * record goes on, in the order of its partition.
 *
 * <p>A registry that gives no answer fails the task, after the client's retries; nothing is
 * skipped. Flink closes no deserializer, so the registry's client must hold nothing open: {@code
 * ConfluentSchemaRegistryClient} connects for each request.
 */
final class DecodingDeserializer
    implements KafkaRecordDeserializationSchema<Either<ReceivedRecord, DecodedEvent>> {
  private static final long serialVersionUID = 1L;

  static final TypeInformation<Either<ReceivedRecord, DecodedEvent>> TYPE =
      new EitherTypeInfo<>(ReceivedRecordTypeInfo.INSTANCE, DecodedEventTypeInfo.INSTANCE);

  private final EventDecoding decoding;
  private transient @Nullable AuditEventDecoder decoder;

  DecodingDeserializer(EventDecoding decoding) {
    this.decoding = decoding;
  }

  /** Where either of them lies. */
  static Place place(Either<ReceivedRecord, DecodedEvent> read) {
    return read.isRight() ? read.right() : read.left();
  }

  @Override
  public void open(InitializationContext context) {
    decoder = decoding.decoder(decoding.registry().open());
  }

  @Override
  public void deserialize(
      ConsumerRecord<byte[], byte[]> record, Collector<Either<ReceivedRecord, DecodedEvent>> out) {
    DecodeResult result =
        Objects.requireNonNull(decoder, "not opened")
            .decode(
                ReceivedRecordDeserializer.wrap(record.value()),
                record.topic(),
                record.timestamp(),
                ReceivedRecordDeserializer.kind(record));
    out.collect(
        result instanceof DecodeResult.Decoded decoded
            ? Either.Right(
                new DecodedEvent(
                    decoded.event(),
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    record.timestamp()))
            : Either.Left(ReceivedRecordDeserializer.received(record)));
  }

  @Override
  public TypeInformation<Either<ReceivedRecord, DecodedEvent>> getProducedType() {
    return TYPE;
  }
}
