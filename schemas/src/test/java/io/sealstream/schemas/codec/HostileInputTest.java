package io.sealstream.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.codec.DecodeResult.Undecodable;
import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.v1.AuditEvent;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** What nobody should send: lies about lengths, endless nothing, depth, noise. */
class HostileInputTest {
  private static final Duration AT_ONCE = Duration.ofSeconds(20);

  private final InMemorySchemaRegistryClient registry = new InMemorySchemaRegistryClient();
  private final int id = registry.register("e-value", AuditEvent.getClassSchema());
  private final AuditEventDecoder decoder =
      new AuditEventDecoder(registry, DecoderLimits.DEFAULT, TenantBinding.NONE);

  private RejectReason reason(byte[] value) {
    DecodeResult result = decoder.decode(Wire.record(value));
    assertThat(result).isInstanceOf(Undecodable.class);
    return ((Undecodable) result).reason();
  }

  private static byte[] longs(long... values) throws Exception {
    var out = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    for (long value : values) {
      encoder.writeLong(value);
    }
    return out.toByteArray();
  }

  @Test
  void aStringOfTwoGigabytesThatIsNotThereCostsNothing() throws Exception {
    assertTimeoutPreemptively(
        AT_ONCE,
        () -> {
          for (long length : new long[] {Integer.MAX_VALUE - 8L, Long.MAX_VALUE, -1}) {
            assertThat(reason(Wire.framed(id, longs(length)))).isEqualTo(RejectReason.MALFORMED);
          }
        });
  }

  /** An event schema with one more field, which the reader skips, at its front. */
  private int withExtra(Schema extra) {
    Schema plain = SchemaText.plain(AuditEvent.getClassSchema());
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("extra", extra));
    plain.getFields().forEach(f -> fields.add(new Field(f, f.schema())));
    Schema schema = Schema.createRecord(plain.getName(), null, plain.getNamespace(), false, fields);
    return registry.register("x" + extra + "-value", schema);
  }

  @Test
  void endlessItemsWithoutBytesNeitherSpinNorFillTheHeap() {
    int schema = withExtra(Schema.createArray(Schema.create(Schema.Type.NULL)));
    assertTimeoutPreemptively(
        AT_ONCE,
        () -> {
          for (long count : new long[] {1L << 60, Long.MAX_VALUE, Integer.MAX_VALUE}) {
            assertThat(reason(Wire.framed(schema, longs(count)))).isEqualTo(RejectReason.MALFORMED);
          }
        });
  }

  @Test
  void aFewItemsWithoutBytesAreFine() throws Exception {
    int schema = withExtra(Schema.createArray(Schema.create(Schema.Type.NULL)));
    byte[] body = Wire.join(longs(5, 0), Wire.body(GoldenRecords.event()));
    assertThat(decoder.decode(Wire.record(Wire.framed(schema, body))).decoded())
        .contains(GoldenRecords.event());
  }

  @Test
  void blocksThatStateTheirSizeAreSkipped() throws Exception {
    int schema = withExtra(Schema.createArray(Schema.create(Schema.Type.LONG)));
    byte[] blocks = longs(-2, 2, 7, 8, 1, 9, 0);
    byte[] body = Wire.join(blocks, Wire.body(GoldenRecords.event()));
    assertThat(decoder.decode(Wire.record(Wire.framed(schema, body))).decoded())
        .contains(GoldenRecords.event());
  }

  @Test
  void aBlockSizeBeyondTheEndIsMalformed() throws Exception {
    int schema = withExtra(Schema.createArray(Schema.create(Schema.Type.LONG)));
    assertThat(reason(Wire.framed(schema, longs(-2, Integer.MAX_VALUE))))
        .isEqualTo(RejectReason.MALFORMED);
    assertThat(reason(Wire.framed(schema, longs(-2, Long.MIN_VALUE))))
        .isEqualTo(RejectReason.MALFORMED);
  }

  @Test
  void depthWithoutEndIsMalformed() {
    Schema node = Schema.createRecord("Node", null, "x", false);
    Schema next = Schema.createUnion(Schema.create(Schema.Type.NULL), node);
    node.setFields(List.of(new Field("next", next)));
    int schema = withExtra(node);
    byte[] deep = new byte[1_000_000];
    Arrays.fill(deep, (byte) 2);
    assertThat(reason(Wire.framed(schema, deep))).isEqualTo(RejectReason.MALFORMED);
  }

  @Test
  void aBranchOrSymbolThatDoesNotExistIsMalformed() {
    Schema union =
        Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.LONG));
    int schema = withExtra(union);
    for (byte index : new byte[] {4, 1, 126}) {
      assertThat(reason(Wire.framed(schema, new byte[] {index}))).isEqualTo(RejectReason.MALFORMED);
    }
  }

  @Test
  void aRefusedRecordLeavesNoTraceInTheNext() throws Exception {
    byte[] good = Wire.framed(id, Wire.body(GoldenRecords.event()));
    assertThat(reason(Wire.framed(id, longs(Long.MAX_VALUE)))).isEqualTo(RejectReason.MALFORMED);
    assertThat(decoder.decode(Wire.record(good)).decoded()).contains(GoldenRecords.event());
  }

  @Property(tries = 2000)
  void noiseNeverThrows(@ForAll @Size(max = 300) byte[] noise) {
    assertThat(decoder.decode(Wire.record(noise))).isNotNull();
    assertThat(reason(Wire.framed(id, noise))).isNotNull();
  }

  @Property(tries = 2000)
  void aDamagedEventNeverThrows(
      @ForAll @IntRange(max = 2000) int where,
      @ForAll byte with,
      @ForAll @IntRange(max = 3) int n) {
    byte[] value = Wire.framed(id, Wire.body(GoldenRecords.event()));
    for (int i = 0; i <= n; i++) {
      value[(where + i * 31) % value.length] ^= with;
    }
    assertThat(decoder.decode(Wire.record(value))).isNotNull();
  }

  @Property(tries = 500)
  void whatWasEncodedDecodesToTheSame(
      @ForAll("utf16") String text, @ForAll long records, @ForAll int severity) {
    AuditEvent event = GoldenRecords.event();
    event.setMessage(text);
    event.setSeverity(severity);
    event.getData().setRecords(records);
    event.setLabels(Map.of("k", text));
    event.setReason(severity % 2 == 0 ? null : text);
    byte[] wire =
        new AvroWireEncoder<AuditEvent>(registry, "e-value", AuditEvent.SCHEMA$).encode(event);
    assertThat(decoder.decode(Wire.record(wire)).decoded()).contains(event);
    assertThat(new AvroWireDecoder<>(registry, AuditEvent.class).decode(wire)).isEqualTo(event);
  }

  @Provide
  Arbitrary<String> utf16() {
    return Arbitraries.strings()
        .ofMaxLength(200)
        .withCharRange('\u0000', '\uD7FF')
        .withCharRange('\uE000', '\uFFFF');
  }
}
