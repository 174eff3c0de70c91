package io.sealstream.evidence.verify;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import java.io.IOException;

/** Files of an archive that must be there, for who reads it without verifying it. */
record SealedFiles(EvidenceStore store) {

  /** How many seals the newest note covers. */
  long size() throws IOException {
    return Math.max(0, ArchiveLayout.newest(store, ArchiveLayout.NOTES));
  }

  EpochSeal seal(long epoch) throws IOException {
    return EpochSeal.parse(require(ArchiveLayout.seal(epoch)));
  }

  HeadsFile heads(EpochSeal seal) throws IOException {
    return HeadsFile.parse(require(seal.headsKey()));
  }

  /**
   * The whole file.
   *
   * @throws IOException when it is missing
   */
  Bytes require(String key) throws IOException {
    return store
        .read(key)
        .orElseThrow(() -> new IOException("the archive lacks " + key + "; verify it first"));
  }
}
