package io.sealstream.evidence.store;

import io.sealstream.schemas.Bytes;
import java.io.IOException;

/** Stages whole objects. */
final class Staging {
  private Staging() {}

  static StagedObject stage(EvidenceStore store, String key, Bytes bytes) throws IOException {
    try (StagingStream out = store.stage(key)) {
      out.write(bytes.toArray());
      return out.finish();
    }
  }
}
