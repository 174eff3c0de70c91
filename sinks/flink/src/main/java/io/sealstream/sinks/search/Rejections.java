package io.sealstream.sinks.search;

import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.codec.RejectedCopies;
import io.sealstream.schemas.v1.Rejected;
import io.sealstream.sinks.search.BulkOutcome.Refused;

/** Makes the record for {@code audit.rejected}: the original Kafka record whole, and why. */
final class Rejections {
  private static final String STAGE = "index";

  private Rejections() {}

  static Rejected of(Refused refused, RejectedCopies copies) {
    ReceivedRecord origin = refused.document().origin();
    String detail =
        SearchStreams.events(refused.document().tenant())
            + " refused the document of "
            + origin.position()
            + ": "
            + refused.detail();
    Rejected rejected = copies.of(origin, STAGE, RejectReason.INDEX_REFUSED, detail);
    rejected.setTenantId(refused.document().tenant().value());
    rejected.setEventId(refused.document().id());
    return rejected;
  }
}
