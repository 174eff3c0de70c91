package io.sealstream.schemas.ingest;

import io.sealstream.schemas.v1.AuditEvent;

/**
 * Makes an event of one vendor record. Deterministic: the same text gives the same event, id
 * included, so that importing a file twice adds nothing downstream. Safe for any thread.
 *
 * <p>The event's {@code emitter} is {@link VendorEvent#UNSTAMPED}; the emitter library fills it in.
 */
public interface EventImporter {

  /**
   * Reads one record.
   *
   * @param json the record's text, exactly as received
   * @throws NotImportableException when no event can be made of it
   */
  AuditEvent read(String json);
}
