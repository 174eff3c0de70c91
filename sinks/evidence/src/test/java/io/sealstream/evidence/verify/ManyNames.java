package io.sealstream.evidence.verify;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.log.GrowingTiles;
import io.sealstream.evidence.log.TileObject;
import io.sealstream.evidence.merkle.MerkleTree;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.Checkpoint;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.ForwardingStore;
import io.sealstream.evidence.store.InMemoryEvidenceStore;
import io.sealstream.schemas.Bytes;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An archive that lists very many batch objects, each of which a seal names as abandoned, and holds
 * next to nothing: names and seals are made when they are asked for.
 */
final class ManyNames implements ForwardingStore {
  private static final int NAMES_IN_A_SEAL = 2_000;

  private final InMemoryEvidenceStore small = new InMemoryEvidenceStore();
  private final Map<String, Integer> seals = new TreeMap<>();
  private final List<Bytes> hashes = new ArrayList<>();

  /** So many names, 2,000 to an epoch. */
  ManyNames(int names) throws IOException {
    small.tamper(
        ArchiveLayout.retention(SampleArchive.TABLE.sha256()), SampleArchive.TABLE.encode());
    var tree = new MerkleTree();
    var tiles = new GrowingTiles();
    for (int epoch = 0; epoch < names / NAMES_IN_A_SEAL; epoch++) {
      Bytes hash = seal(epoch).hash();
      tree.add(hash);
      for (TileObject tile : tiles.add(hash)) {
        small.tamper(tile.key(), tile.body());
      }
      var checkpoint = new Checkpoint(SampleArchive.ORIGIN, epoch + 1L, tree.root());
      small.tamper(ArchiveLayout.note(epoch + 1L), SampleArchive.SIGNER.sign(checkpoint).encode());
      HeadsFile heads = heads(epoch);
      small.tamper(ArchiveLayout.heads(epoch, heads.sha256()), heads.encode());
      seals.put(ArchiveLayout.seal(epoch), epoch);
      hashes.add(hash);
    }
  }

  @Override
  public EvidenceStore store() {
    return small;
  }

  private static HeadsFile heads(int epoch) {
    return new HeadsFile(epoch, List.of(), List.of(), List.of());
  }

  private EpochSeal seal(int epoch) {
    HeadsFile heads = heads(epoch);
    return new EpochSeal(
        epoch,
        epoch == 0 ? TreeHash.ZERO : hashes.get(epoch - 1),
        1,
        1,
        List.of(),
        names(epoch).stream().sorted().toList(),
        heads.headsRoot(),
        heads.sha256(),
        EpochSeal.ReceiptRef.NONE,
        new EpochSeal.Provenance(
            TreeHash.ZERO,
            heads.schemaSetHash(),
            TreeHash.ZERO,
            "test",
            SampleArchive.TABLE.sha256(),
            List.of(SampleArchive.SIGNER.key())));
  }

  private static List<String> names(int epoch) {
    List<String> names = new ArrayList<>(NAMES_IN_A_SEAL);
    for (int i = 0; i < NAMES_IN_A_SEAL; i++) {
      // Not in the order of epochs, as objects of several tenants are not.
      int tenant = i % 10;
      names.add(
          "events/tenant=t%d/tier=standard/date=2026-11-29/hour=10/audit.events-0-%d-run%d.avro"
              .formatted(tenant, (long) epoch * NAMES_IN_A_SEAL + i, epoch));
    }
    return names;
  }

  @Override
  public void forEachKey(String prefix, KeyReceiver receiver) throws IOException {
    small.forEachKey(prefix, receiver);
    for (int epoch = 0; epoch < hashes.size(); epoch++) {
      if (ArchiveLayout.seal(epoch).startsWith(prefix)) {
        receiver.key(ArchiveLayout.seal(epoch));
      }
      for (String name : names(epoch)) {
        if (name.startsWith(prefix)) {
          receiver.key(name);
        }
      }
    }
  }

  @Override
  public Optional<Bytes> read(String key) {
    Integer epoch = seals.get(key);
    return epoch == null ? small.read(key) : Optional.of(seal(epoch).encode());
  }

  @Override
  public InputStream open(String key) throws FileNotFoundException {
    return new ByteArrayInputStream(
        read(key).orElseThrow(() -> new FileNotFoundException(key)).unsafeArray());
  }

  /** Verifies an archive of as many names as the first argument says. */
  public static void main(String[] arguments) throws IOException {
    VerificationReport report =
        EvidenceVerifier.verify(
            new ManyNames(Integer.parseInt(arguments[0])),
            SampleArchive.TRUST,
            VerifyOptions.DEFAULT);
    report.lines().forEach(System.out::println);
  }
}
