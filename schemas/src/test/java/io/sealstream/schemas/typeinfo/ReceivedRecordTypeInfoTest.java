package io.sealstream.schemas.typeinfo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RecordHeader;
import io.sealstream.schemas.codec.GoldenFile;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReceivedRecordTypeInfoTest {
  private static final ReceivedRecord FULL =
      new ReceivedRecord(
          "audit.events",
          3,
          Long.MAX_VALUE,
          9,
          1_772_360_130_123L,
          TimestampKind.LOG_APPEND_TIME,
          Bytes.utf8("key"),
          Bytes.wrap(new byte[] {0, -1, 127}),
          List.of(
              new RecordHeader("a", Bytes.utf8("1")),
              new RecordHeader("a", null),
              new RecordHeader("", Bytes.EMPTY),
              new RecordHeader("häder\uD83D\uDD11", Bytes.utf8("x"))));

  private final TypeSerializer<ReceivedRecord> serializer =
      ReceivedRecordTypeInfo.INSTANCE.createSerializer(new SerializerConfigImpl());

  static Stream<ReceivedRecord> records() {
    return Stream.of(
        FULL,
        new ReceivedRecord("", 0, 0, -1, -1, TimestampKind.NONE, null, null, List.of()),
        new ReceivedRecord(
            "t", 1, 2, 3, 4, TimestampKind.CREATE_TIME, Bytes.EMPTY, Bytes.EMPTY, List.of()),
        new ReceivedRecord(
            "t",
            1,
            2,
            3,
            4,
            TimestampKind.CREATE_TIME,
            null,
            Bytes.wrap(new byte[2_000_000]),
            List.of()));
  }

  @ParameterizedTest
  @MethodSource("records")
  void aRecordSurvivesTheNetworkAndTheCopy(ReceivedRecord record) throws Exception {
    byte[] bytes = SerializerForms.bytes(serializer, record);
    assertThat(SerializerForms.value(serializer, bytes)).isEqualTo(record);
    assertThat(SerializerForms.copied(serializer, bytes)).isEqualTo(bytes);
    assertThat(serializer.copy(record)).isSameAs(record);
  }

  @Test
  void theBytesAreWhatTheyWere() throws Exception {
    String hex = HexFormat.of().formatHex(SerializerForms.bytes(serializer, FULL));
    assertThat(hex).isEqualTo(GoldenFile.expected("typeinfo/ReceivedRecord-v1.hex", hex));
  }

  @Test
  void aSavepointRestoresTheSerializer() throws Exception {
    var then =
        SerializerForms.<ReceivedRecord>restored(
            SerializerForms.savepoint(serializer.snapshotConfiguration()));
    assertThat(then.restoreSerializer()).isEqualTo(serializer);
    assertThat(
            serializer.snapshotConfiguration().resolveSchemaCompatibility(then).isCompatibleAsIs())
        .isTrue();
  }

  @Test
  void typeInformationTravelsWithTheJob() throws Exception {
    assertThat(InstantiationUtil.clone(ReceivedRecordTypeInfo.INSTANCE))
        .isEqualTo(ReceivedRecordTypeInfo.INSTANCE);
    assertThat(ReceivedRecordTypeInfo.INSTANCE.isKeyType()).isFalse();
  }
}
