package io.sealstream.schemas.codec;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.v1.AuditEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;

/** Records of Kafka made by hand, damaged ones too. */
final class Wire {
  static final String TOPIC = "audit.events";

  private Wire() {}

  static byte[] body(AuditEvent event) {
    var out = new ByteArrayOutputStream();
    try {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      new SpecificDatumWriter<>(AuditEvent.class).write(event, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  static byte[] body(Schema schema, Object datum) {
    var out = new ByteArrayOutputStream();
    try {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      new GenericDatumWriter<>(schema).write(datum, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  static byte[] framed(int schemaId, byte[] body) {
    return join(WireFormat.header(schemaId), body);
  }

  static byte[] join(byte[] head, byte[] tail) {
    byte[] joined = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, joined, head.length, tail.length);
    return joined;
  }

  static ReceivedRecord record(byte @Nullable [] value) {
    return record(value, TOPIC, GoldenRecords.TIME.toEpochMilli(), TimestampKind.LOG_APPEND_TIME);
  }

  static ReceivedRecord record(
      byte @Nullable [] value, String topic, long timestampMillis, TimestampKind kind) {
    Bytes bytes = value == null ? null : Bytes.wrap(value);
    return new ReceivedRecord(topic, 0, 7, 0, timestampMillis, kind, null, bytes, List.of());
  }
}
