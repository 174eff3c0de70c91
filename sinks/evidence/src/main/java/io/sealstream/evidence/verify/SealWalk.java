package io.sealstream.evidence.verify;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.PublicationReceipt;
import io.sealstream.evidence.merkle.MerkleTree;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** L2 over seals: reads them in order, grows the log's tree, checks that each follows the last. */
final class SealWalk {
  private final EvidenceStore store;
  private final Problems problems;
  private final MerkleTree tree = new MerkleTree();
  private final TileCheck tiles;
  private @Nullable Bytes previousHash = TreeHash.ZERO;
  private @Nullable EpochSeal previous;
  private boolean broken;

  SealWalk(EvidenceStore store, Problems problems) {
    this.store = store;
    this.problems = problems;
    this.tiles = new TileCheck(store);
  }

  TileCheck tiles() {
    return tiles;
  }

  /** The root over the seals read so far; empty once one was missing. */
  Optional<Bytes> root() {
    return broken ? Optional.empty() : Optional.of(tree.root());
  }

  /** The seal read last; empty if it could not be. */
  Optional<EpochSeal> last() {
    return Optional.ofNullable(previous);
  }

  /** The next seal, as far as there is one that can be read. */
  Optional<EpochSeal> next(long epoch) throws IOException {
    String key = ArchiveLayout.seal(epoch);
    Optional<Bytes> text = store.read(key);
    if (text.isEmpty()) {
      problems.add(VerdictCode.EPOCH_GAP, key, "the seal is missing");
      broken = true;
      previousHash = null;
      previous = null;
      return Optional.empty();
    }
    Bytes hash = TreeHash.leaf(text.get());
    tree.add(hash);
    tiles.add(hash);
    Bytes before = previousHash;
    previousHash = hash;
    try {
      EpochSeal seal = EpochSeal.parse(text.get());
      follow(seal, epoch, before, key);
      previous = seal;
      return Optional.of(seal);
    } catch (EvidenceFormatException e) {
      problems.add(key, e);
      return Optional.empty();
    }
  }

  private void follow(EpochSeal seal, long epoch, @Nullable Bytes before, String key)
      throws IOException {
    if (seal.epoch() != epoch) {
      problems.add(VerdictCode.EPOCH_GAP, key, "it is the seal of epoch " + seal.epoch());
    }
    if (before != null && !seal.previousSeal().equals(before)) {
      problems.add(VerdictCode.CHAIN, key, "it does not name the seal before it");
    }
    if (seal.openedAtMillis() > seal.closedAtMillis()
        || (previous != null && seal.closedAtMillis() < previous.closedAtMillis())) {
      problems.add(VerdictCode.TIME_ORDER, key, "it closes before the seal before it");
    }
    receipt(seal, key);
  }

  private void receipt(EpochSeal seal, String key) throws IOException {
    EpochSeal.ReceiptRef ref = seal.receipt();
    EpochSeal.ReceiptRef before = previous == null ? EpochSeal.ReceiptRef.NONE : previous.receipt();
    if (ref.equals(before)) {
      return;
    }
    if (ref.epoch() <= before.epoch() || ref.epoch() >= seal.epoch()) {
      problems.add(VerdictCode.RECEIPT, key, "it names a receipt of epoch " + ref.epoch());
      return;
    }
    String receiptKey = ArchiveLayout.receipt(ref.epoch());
    Optional<Bytes> text = store.read(receiptKey);
    if (text.isEmpty() || !TreeHash.of(text.get()).equals(ref.sha256())) {
      problems.add(VerdictCode.RECEIPT, receiptKey, "not the receipt that " + key + " names");
      return;
    }
    try {
      if (PublicationReceipt.parse(text.get()).epoch() != ref.epoch()) {
        problems.add(VerdictCode.RECEIPT, receiptKey, "it is the receipt of another epoch");
      }
    } catch (EvidenceFormatException e) {
      problems.add(receiptKey, e);
    }
  }
}
