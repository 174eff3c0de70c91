package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.store.EvidenceStore;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The newest seal in an archive: it lists every partition, so it alone says how far sealing is. */
public record ArchiveHead(EpochSeal seal) {

  /**
   * Reads the newest seal, note or not: a crash may fall between the two.
   *
   * @return empty for an archive without seals
   */
  public static Optional<ArchiveHead> read(EvidenceStore store) throws IOException {
    long newest = ArchiveLayout.newest(store, ArchiveLayout.SEALS);
    return newest < 0
        ? Optional.empty()
        : store.read(ArchiveLayout.seal(newest)).map(EpochSeal::parse).map(ArchiveHead::new);
  }

  public long epoch() {
    return seal.epoch();
  }

  /** Per partition the offset up to which everything is sealed. */
  public SortedMap<PartitionId, Long> ends() {
    return ends(seal);
  }

  static SortedMap<PartitionId, Long> ends(EpochSeal seal) {
    SortedMap<PartitionId, Long> ends = new TreeMap<>();
    seal.coverage()
        .forEach(
            covered ->
                ends.put(new PartitionId(covered.topic(), covered.partition()), covered.to()));
    return ends;
  }
}
