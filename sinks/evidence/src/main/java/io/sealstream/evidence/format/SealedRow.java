package io.sealstream.evidence.format;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.schemas.Bytes;

/**
 * A row of a batch object.
 *
 * @param leaf as written when the record was sealed; not to be believed, but it tells which row of
 *     a changed object was changed
 */
public record SealedRow(SealableRecord record, Salts salts, Bytes leaf) {

  /** The entry that this row gives in this batch. */
  public Entry entry(BatchIdentity batch) {
    return Entry.of(batch, record, salts);
  }
}
