package io.sealstream.evidence.verify;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.FillerText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Events whose values have 600 bytes on the wire, text such as people write; the same every time.
 */
public final class BenchRecords {
  private BenchRecords() {}

  /** Of one tenant and partition, from this offset on. */
  public static List<SealableRecord> of(String tenant, int partition, long from, int count) {
    Random random = new Random(from * 31 + partition);
    Bytes bare = SampleRecords.event(tenant, partition, from).received().value();
    int missing = FillerText.VALUE_BYTES - (bare == null ? 0 : bare.size());
    List<SealableRecord> records = new ArrayList<>(count);
    for (long offset = from; offset < from + count; offset++) {
      String message = FillerText.of(random, missing);
      records.add(
          SampleRecords.event(tenant, partition, offset, event -> event.setMessage(message)));
    }
    return records;
  }
}
