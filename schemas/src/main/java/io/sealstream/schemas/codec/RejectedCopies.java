package io.sealstream.schemas.codec;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.RecordHeader;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.v1.Header;
import io.sealstream.schemas.v1.Rejected;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies of Kafka records for {@code audit.rejected}: whole, with key, value and headers.
 *
 * <p>A broker limits batches as they are compressed, so a record may arrive that no producer may
 * send uncompressed. Its copy goes without key, value and headers and says so: to fail on it would
 * stop the job at this record for ever, and the archive has its bytes.
 *
 * @param maxBytes largest record that may be sent
 */
public record RejectedCopies(int maxBytes) implements Serializable {
  /** What a copy needs besides key, value and headers, generously: names, texts, batch framing. */
  public static final int ROOM = 64 * 1024;

  private static final long HEADER_FRAMING = 16;

  static {
    AvroTrust.establish();
  }

  /**
   * A copy, without tenant and event, which whoever knows them sets.
   *
   * @param stage {@code decode} or {@code index}
   * @param detail what, where and what to do; never payload
   */
  public Rejected of(ReceivedRecord record, String stage, RejectReason reason, String detail) {
    long bytes = payloadBytes(record);
    boolean whole = bytes + ROOM <= maxBytes;
    return Rejected.newBuilder()
        .setStage(stage)
        .setReason(reason.name())
        .setDetail(whole ? detail : detail + withoutPayload(bytes))
        .setTopic(record.topic())
        .setPartition(record.partition())
        .setOffset(record.offset())
        .setRecordTime(Instant.ofEpochMilli(record.timestampMillis()))
        .setKey(whole ? buffer(record.key()) : null)
        .setValue(whole ? buffer(record.value()) : null)
        .setHeaders(whole ? headers(record) : List.of())
        .build();
  }

  private String withoutPayload(long bytes) {
    return "; its key, value and headers (%d bytes) do not fit a record of %d: see the archive"
        .formatted(bytes, maxBytes);
  }

  private static long payloadBytes(ReceivedRecord record) {
    long bytes = size(record.key()) + size(record.value());
    for (RecordHeader header : record.headers()) {
      bytes +=
          HEADER_FRAMING
              + header.name().getBytes(StandardCharsets.UTF_8).length
              + size(header.value());
    }
    return bytes;
  }

  private static long size(@Nullable Bytes bytes) {
    return bytes == null ? 0 : bytes.size();
  }

  private static List<Header> headers(ReceivedRecord record) {
    return record.headers().stream().map(h -> new Header(h.name(), buffer(h.value()))).toList();
  }

  private static @Nullable ByteBuffer buffer(@Nullable Bytes bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes.unsafeArray()).asReadOnlyBuffer();
  }
}
