package io.sealstream.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RecordHeader;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.v1.Rejected;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RejectedCopiesTest {
  private static final int MAX = 1 << 20;
  private static final int FITS = MAX - RejectedCopies.ROOM;

  private final AvroWireEncoder<Rejected> encoder =
      new AvroWireEncoder<>(
          new InMemorySchemaRegistryClient(), "audit.rejected-value", Rejected.getClassSchema());

  @Test
  void aRecordIsCopiedWithKeyValueAndHeaders() {
    Rejected copy = copy(record(Bytes.utf8("k"), Bytes.utf8("v"), new RecordHeader("h", null)));
    assertThat(copy.getKey()).isEqualTo(ByteBuffer.wrap(new byte[] {'k'}));
    assertThat(copy.getValue()).isEqualTo(ByteBuffer.wrap(new byte[] {'v'}));
    assertThat(copy.getHeaders()).singleElement().extracting("name").isEqualTo("h");
    assertThat(copy.getReason()).isEqualTo("TOO_LARGE");
    assertThat(copy.getDetail()).isEqualTo("why");
  }

  @Test
  void theLargestThatFitsIsWholeAndMayBeSent() {
    Rejected copy = copy(record(null, Bytes.wrap(new byte[FITS])));
    assertThat(copy.getValue()).isEqualTo(ByteBuffer.wrap(new byte[FITS]));
    assertThat(encoder.encode(copy).length).isLessThan(MAX);
  }

  @Test
  void whatMayNotBeSentGoesWithoutItsPayloadAndSaysSo() {
    Bytes large = Bytes.wrap(new byte[FITS + 1]);
    for (ReceivedRecord record :
        List.of(
            record(null, large),
            record(large, null),
            record(Bytes.utf8("k"), Bytes.utf8("v"), new RecordHeader("h", large)))) {
      Rejected copy = copy(record);
      assertThat(copy.getKey()).isNull();
      assertThat(copy.getValue()).isNull();
      assertThat(copy.getHeaders()).isEmpty();
      assertThat(copy.getOffset()).isEqualTo(7);
      assertThat(copy.getDetail()).startsWith("why; its key, value and headers (");
      assertThat(encoder.encode(copy).length).isLessThan(RejectedCopies.ROOM);
    }
  }

  private static Rejected copy(ReceivedRecord record) {
    return new RejectedCopies(MAX).of(record, "decode", RejectReason.TOO_LARGE, "why");
  }

  private static ReceivedRecord record(
      @Nullable Bytes key, @Nullable Bytes value, RecordHeader... headers) {
    return new ReceivedRecord(
        "t", 0, 7, 1, 2_000, TimestampKind.LOG_APPEND_TIME, key, value, List.of(headers));
  }
}
