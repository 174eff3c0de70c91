package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what a second job left that sealed into the same archive: it wrote its batches and its
 * heads file, and found another seal there. Blocks: not for a thread that seals.
 */
public record RivalSweep(EvidenceStore store) {

  /** How many of the newest epochs are looked at: the rival was about to seal one of them. */
  private static final int EPOCHS = 4;

  /**
   * Heads files beside those that the newest seals name, and the batch objects in them.
   *
   * @param cut number of the newest epoch cut; those that have no seal yet are left alone
   */
  public List<String> find(long cut) throws IOException {
    var found = new TreeSet<String>();
    for (long epoch = Math.max(0, cut - EPOCHS + 1); epoch <= cut; epoch++) {
      Optional<Bytes> body = store.read(ArchiveLayout.seal(epoch));
      if (body.isPresent()) {
        found.addAll(beside(EpochSeal.parse(body.get())));
      }
    }
    return List.copyOf(found);
  }

  private Set<String> beside(EpochSeal seal) throws IOException {
    Set<String> rivals = new HashSet<>(store.list(ArchiveLayout.headsPrefix(seal.epoch())));
    rivals.remove(seal.headsKey());
    if (rivals.isEmpty()) {
      return Set.of();
    }
    var objects = new HashSet<>(rivals);
    for (String key : rivals) {
      objects.addAll(objectsOf(key));
    }
    objects.removeAll(objectsOf(seal.headsKey()));
    return objects;
  }

  private Set<String> objectsOf(String headsKey) throws IOException {
    var keys = new HashSet<String>();
    store
        .read(headsKey)
        .map(HeadsFile::parse)
        .ifPresent(file -> file.heads().forEach(named -> keys.add(named.head().objectKey())));
    return keys;
  }
}
