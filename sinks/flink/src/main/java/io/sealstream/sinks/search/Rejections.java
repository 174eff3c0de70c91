package io.sealstream.sinks.search;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.v1.Header;
import io.sealstream.schemas.v1.Rejected;
import io.sealstream.sinks.search.BulkOutcome.Refused;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the record for {@code audit.rejected}: the original Kafka record whole, and why. */
final class Rejections {
  private static final String STAGE = "index";

  private Rejections() {}

  static Rejected of(Refused refused) {
    ReceivedRecord origin = refused.document().origin();
    var rejected = new Rejected();
    rejected.setStage(STAGE);
    rejected.setReason(RejectReason.INDEX_REFUSED.name());
    rejected.setDetail(
        SearchStreams.events(refused.document().tenant())
            + " refused the document of "
            + origin.position()
            + ": "
            + refused.detail());
    rejected.setTopic(origin.topic());
    rejected.setPartition(origin.partition());
    rejected.setOffset(origin.offset());
    rejected.setRecordTime(Instant.ofEpochMilli(origin.timestampMillis()));
    rejected.setKey(buffer(origin.key()));
    rejected.setValue(buffer(origin.value()));
    rejected.setHeaders(
        origin.headers().stream().map(h -> new Header(h.name(), buffer(h.value()))).toList());
    rejected.setTenantId(refused.document().tenant().value());
    rejected.setEventId(refused.document().id());
    return rejected;
  }

  private static @Nullable ByteBuffer buffer(@Nullable Bytes bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes.unsafeArray()).asReadOnlyBuffer();
  }
}
