package io.sealstream.schemas.codec;

import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.Optional;

/** What became of one record: exactly one of the two. */
public sealed interface DecodeResult {

  /** The event, and the schema it was written with. */
  record Decoded(AuditEvent event, WriterSchema schema) implements DecodeResult {}

  /**
   * The record is to be sealed in place and copied to {@code audit.rejected}.
   *
   * @param detail what is wrong, where, and what to do; never payload
   */
  record Undecodable(RejectReason reason, String detail) implements DecodeResult {}

  /** The event, where there is one. */
  default Optional<AuditEvent> decoded() {
    return this instanceof Decoded decoded ? Optional.of(decoded.event()) : Optional.empty();
  }
}
