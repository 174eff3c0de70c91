package io.sealstream.evidence.format;

import java.io.IOException;

/** A record whose row no reader of batch objects would accept. */
public final class RecordTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  RecordTooLargeException(String position, int bytes, int maxBytes) {
    super(
        "%s: sealing the record takes %d bytes, a batch object holds at most %d"
            .formatted(position, bytes, maxBytes));
  }
}
