package io.sealstream.evidence.store;

import io.sealstream.schemas.Bytes;
import java.io.IOException;

/** Stages whole objects. */
final class Staging {
  private Staging() {}

  static StagedObject stage(EvidenceStore store, String key, Bytes bytes) throws IOException {
    return stage(store, key, bytes, Placement.DEFAULT);
  }

  static StagedObject stage(EvidenceStore store, String key, Bytes bytes, Placement placement)
      throws IOException {
    try (StagingStream out = store.stage(key, placement)) {
      out.write(bytes.toArray());
      return out.finish();
    }
  }
}
