package io.sealstream.schemas.typeinfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.codec.GoldenRecords;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Emitter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class AvroRecordTypeInfoTest {
  private static final String EMITTER = Emitter.getClassSchema().toString();

  private final TypeSerializer<AuditEvent> events = serializer(AuditEvent.class);
  private final TypeSerializer<Emitter> emitters = serializer(Emitter.class);
  private final TypeSerializer<DecodedEvent> decoded =
      DecodedEventTypeInfo.INSTANCE.createSerializer(new SerializerConfigImpl());

  private static <T extends SpecificRecord> TypeSerializer<T> serializer(Class<T> type) {
    return AvroRecordTypeInfo.of(type).createSerializer(new SerializerConfigImpl());
  }

  private static DecodedEvent decodedEvent() {
    return new DecodedEvent(GoldenRecords.event(), "audit.events", 2, 77, 1_772_360_130_123L);
  }

  @Test
  void anEventSurvivesTheNetworkAndTheCopy() throws Exception {
    byte[] bytes = SerializerForms.bytes(events, GoldenRecords.event());
    assertThat(SerializerForms.value(events, bytes)).isEqualTo(GoldenRecords.event());
    assertThat(SerializerForms.copied(events, bytes)).isEqualTo(bytes);
  }

  @Test
  void aDecodedEventSurvivesTheNetworkAndTheCopy() throws Exception {
    byte[] bytes = SerializerForms.bytes(decoded, decodedEvent());
    assertThat(SerializerForms.value(decoded, bytes)).isEqualTo(decodedEvent());
    assertThat(SerializerForms.copied(decoded, bytes)).isEqualTo(bytes);
  }

  @Test
  void aCopyIsTheSameInstanceSinceRecordsCountAsImmutable() {
    AuditEvent event = GoldenRecords.event();
    assertThat(events.copy(event)).isSameAs(event);
    assertThat(events.isImmutableType()).isTrue();
    assertThat(events.createInstance()).isInstanceOf(AuditEvent.class);
  }

  @Test
  void duplicatesShareNothingButTheSchema() throws Exception {
    byte[] bytes = SerializerForms.bytes(events, GoldenRecords.event());
    assertThat(events.duplicate()).isEqualTo(events).isNotSameAs(events);
    assertThat(SerializerForms.value(events.duplicate(), bytes)).isEqualTo(GoldenRecords.event());
  }

  @Test
  void aUsedSerializerTravelsWithTheJob() throws Exception {
    byte[] bytes = SerializerForms.bytes(events, GoldenRecords.event());
    assertThat(SerializerForms.value(InstantiationUtil.clone(events), bytes))
        .isEqualTo(GoldenRecords.event());
    assertThat(InstantiationUtil.clone(DecodedEventTypeInfo.INSTANCE))
        .isEqualTo(DecodedEventTypeInfo.INSTANCE);
  }

  @Test
  void aSavepointOfTodayRestoresAsIs() throws Exception {
    byte[] savepoint = SerializerForms.savepoint(decoded.snapshotConfiguration());
    var then = SerializerForms.<DecodedEvent>restored(savepoint);
    assertThat(decoded.snapshotConfiguration().resolveSchemaCompatibility(then).isCompatibleAsIs())
        .isTrue();
    byte[] bytes = SerializerForms.bytes(decoded, decodedEvent());
    assertThat(SerializerForms.value(then.restoreSerializer(), bytes)).isEqualTo(decodedEvent());
  }

  /** As a job did whose Emitter had no seq yet: the class has one today, without a default. */
  @Test
  void aRecordThatTodaysClassCannotReadIsRefused() throws Exception {
    Schema then = new Schema.Parser().parse(EMITTER.replace("\"seq\"", "\"counter\""));
    assertThat(resolve(then).isIncompatible()).isTrue();
  }

  @Test
  void anotherLogicalTypeIsRefused() throws Exception {
    String event = AuditEvent.getClassSchema().toString();
    var then = restored(AuditEvent.class, event.replace("timestamp-millis", "timestamp-micros"));
    assertThat(events.snapshotConfiguration().resolveSchemaCompatibility(then).isIncompatible())
        .isTrue();
  }

  @Test
  void stateOfAnotherClassIsRefused() throws Exception {
    @SuppressWarnings({"unchecked", "rawtypes"}) // as Flink hands over whatever the state held
    TypeSerializerSchemaCompatibility<?> compatibility =
        ((AvroRecordSerializerSnapshot) emitters.snapshotConfiguration())
            .resolveSchemaCompatibility(events.snapshotConfiguration());
    assertThat(compatibility.isIncompatible()).isTrue();
  }

  @Test
  void docsAloneNeedNoMigration() throws Exception {
    Schema then = new Schema.Parser().parse(EMITTER.replace("Who put", "Who once put"));
    assertThat(then).hasToString(EMITTER.replace("Who put", "Who once put"));
    assertThat(resolve(then).isCompatibleAsIs()).isTrue();
  }

  @Test
  void stateOfAnOlderSchemaMigratesAndReadsBack() throws Exception {
    Schema then =
        new Schema.Parser()
            .parse(
                EMITTER.replace(
                    "\"fields\":[", "\"fields\":[{\"name\":\"gone\",\"type\":\"string\"},"));
    assertThat(resolve(then).isCompatibleAfterMigration()).isTrue();

    GenericData.Record old = new GenericData.Record(then);
    old.put("gone", "x");
    old.put("id", "billing-0");
    old.put("epoch", 3L);
    old.put("seq", 42L);
    TypeSerializer<Emitter> reader = restored(Emitter.class, then.toString()).restoreSerializer();
    Emitter read = SerializerForms.value(reader, state(then, old));
    assertThat(read).isEqualTo(new Emitter("billing-0", 3L, 42L));
    assertThat(SerializerForms.value(emitters, SerializerForms.bytes(emitters, read)))
        .isEqualTo(read);
  }

  @Test
  void aNewerFormOfTheSnapshotIsRefused() {
    var snapshot = new AvroRecordSerializerSnapshot<Emitter>();
    assertThatThrownBy(
            () ->
                snapshot.readSnapshot(
                    2, new DataInputDeserializer(new byte[9]), getClass().getClassLoader()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2");
  }

  private TypeSerializerSchemaCompatibility<Emitter> resolve(Schema then) throws IOException {
    return emitters
        .snapshotConfiguration()
        .resolveSchemaCompatibility(restored(Emitter.class, then.toString()));
  }

  private static <T extends SpecificRecord> AvroRecordSerializerSnapshot<T> restored(
      Class<T> type, String schema) throws IOException {
    byte[] savepoint = SerializerForms.savepoint(new AvroRecordSerializerSnapshot<>(type, schema));
    return (AvroRecordSerializerSnapshot<T>) SerializerForms.<T>restored(savepoint);
  }

  /** The bytes as that older job wrote them. */
  private static byte[] state(Schema schema, GenericData.Record record) throws IOException {
    var avro = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(avro, null);
    new GenericDatumWriter<GenericData.Record>(schema).write(record, encoder);
    encoder.flush();
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeInt(avro.size());
    out.write(avro.toByteArray());
    return out.getCopyOfBuffer();
  }
}
