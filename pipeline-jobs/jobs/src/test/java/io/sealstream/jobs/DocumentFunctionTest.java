package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.codec.AvroWireEncoder;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.GoldenRecords;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.ecs.DocumentPolicy;
import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.sinks.search.SearchDocument;
import io.sealstream.sinks.search.SearchDocumentTypeInfo;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class DocumentFunctionTest {
  private static final InMemorySchemaRegistryClient REGISTRY = new InMemorySchemaRegistryClient();

  @Test
  void eventsBecomeDocumentsThatCarryTheirRecordAndGarbageIsSkipped() throws Exception {
    byte[] value =
        new AvroWireEncoder<AuditEvent>(REGISTRY, "audit.events-value", AuditEvent.getClassSchema())
            .encode(GoldenRecords.event());
    ReceivedRecord good = record(5, value);
    try (var harness = harness()) {
      harness.open();
      harness.processElement(record(4, new byte[] {9, 9, 9}), 0);
      harness.processElement(good, 0);

      assertThat(harness.extractOutputValues()).hasSize(1);
      SearchDocument document = harness.extractOutputValues().get(0);
      assertThat(document.origin()).isEqualTo(good);
      assertThat(document.tenant().value()).isEqualTo("acme");
      assertThat(document.id()).isEqualTo(GoldenRecords.event().getId());
      assertThat(document.json().toUtf8()).contains("\"organization\":{\"id\":\"acme\"}");
      assertThat(copy(document)).isEqualTo(document);
    }
  }

  private static SearchDocument copy(SearchDocument document) throws Exception {
    var serializer = SearchDocumentTypeInfo.INSTANCE.createSerializer(new SerializerConfigImpl());
    var out = new DataOutputSerializer(1024);
    serializer.serialize(document, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  private static OneInputStreamOperatorTestHarness<ReceivedRecord, SearchDocument> harness()
      throws Exception {
    var decoding = new EventDecoding(() -> REGISTRY, DecoderLimits.DEFAULT, TenantBinding.NONE);
    return new OneInputStreamOperatorTestHarness<>(
        new ProcessOperator<>(new DocumentFunction(decoding, DocumentPolicy.DEFAULT)));
  }

  private static ReceivedRecord record(long offset, byte[] value) {
    return new ReceivedRecord(
        "audit.events",
        0,
        offset,
        1,
        GoldenRecords.TIME.toEpochMilli(),
        TimestampKind.LOG_APPEND_TIME,
        null,
        Bytes.wrap(value),
        List.of());
  }
}
