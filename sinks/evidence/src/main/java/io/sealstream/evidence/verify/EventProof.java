package io.sealstream.evidence.verify;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.BatchHead;
import io.sealstream.evidence.format.Entry;
import io.sealstream.evidence.format.EntryCodec;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.merkle.InclusionProof;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.Checkpoint;
import io.sealstream.evidence.note.SignedNote;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.schemas.Bytes;
import java.util.function.Supplier;

/**
 * That one record is in a signed archive, complete in itself: nothing else is needed to check it
 * but the trust file. Discloses the record's value, and of other records only hashes.
 *
 * @param entry the entry's bytes
 * @param head RFC 8785 text of the batch head
 * @param seal RFC 8785 text of the seal
 * @param note the signed note
 * @param disclosed what opens the entry and the head
 */
public record EventProof(
    Bytes entry,
    InclusionProof inBatch,
    Bytes head,
    InclusionProof inSeal,
    Bytes seal,
    InclusionProof inLog,
    Bytes note,
    Disclosed disclosed) {

  /**
   * What opens the entry's commitment to the value and the head's blinded tenant.
   *
   * @param value the stored bytes of the value, empty where there was none
   * @param valueSalt opens the entry's commitment to them
   * @param tenantSalt opens the head's blinded tenant
   */
  public record Disclosed(Bytes value, Bytes valueSalt, Bytes tenantSalt) {}

  /** What a proof that holds proves. */
  public record Proven(Entry entry, BatchHead head, EpochSeal seal, Checkpoint checkpoint) {}

  /**
   * Checks everything.
   *
   * @throws EvidenceFormatException with the verdict, when anything does not hold
   */
  public Proven verify(TrustFile trust) {
    BatchHead parsedHead = BatchHead.parse(head);
    EpochSeal parsedSeal = EpochSeal.parse(seal);
    Checkpoint checkpoint = trust.verify(SignedNote.parse(note));
    if (inLog.index() != parsedSeal.epoch() || inLog.size() != checkpoint.size()) {
      throw refused(VerdictCode.PROOF_SHAPE, "the log path is not for this seal and this note");
    }
    if (inBatch.size() != parsedHead.count()) {
      throw refused(VerdictCode.PROOF_SHAPE, "the batch path is not for a batch of this size");
    }
    Bytes root = shaped(() -> inLog.rootFor(parsedSeal.hash()));
    require(
        root.equals(checkpoint.root()), VerdictCode.CHECKPOINT_ROOT, "the seal is not in the log");
    Bytes headsRoot = shaped(() -> inSeal.rootFor(parsedHead.hash()));
    require(
        headsRoot.equals(parsedSeal.headsRoot()),
        VerdictCode.HEAD_ROOT,
        "the head is not in the seal");
    Bytes batchRoot = shaped(() -> inBatch.rootFor(TreeHash.leaf(entry)));
    require(
        batchRoot.equals(parsedHead.batchRoot()),
        VerdictCode.HEAD_ROOT,
        "the entry is not in the batch");
    // Only now: an inner node in place of an entry is to be told by its path, not by its bytes.
    Entry parsedEntry = EntryCodec.decode(entry);
    opens(parsedEntry, parsedHead);
    return new Proven(parsedEntry, parsedHead, parsedSeal, checkpoint);
  }

  private void opens(Entry parsedEntry, BatchHead parsedHead) {
    require(
        parsedEntry.batch().topic().equals(parsedHead.topic())
            && parsedEntry.batch().partition() == parsedHead.partition()
            && parsedEntry.batch().tier().equals(parsedHead.tier())
            && parsedEntry.offset() >= parsedHead.from()
            && parsedEntry.offset() < parsedHead.to(),
        VerdictCode.COVERAGE,
        "the entry does not lie in the head's range");
    require(
        BatchHead.blind(disclosed.tenantSalt(), parsedEntry.batch().tenant())
            .equals(parsedHead.tenant()),
        VerdictCode.TENANT_BIND,
        "the head is another tenant's");
    require(
        TreeHash.commitment(disclosed.valueSalt(), disclosed.value())
                .equals(parsedEntry.valueCommitment())
            && (parsedEntry.valuePresent() || disclosed.value().size() == 0),
        VerdictCode.PAYLOAD_HASH,
        "the value is not the one that was sealed");
  }

  private static Bytes shaped(Supplier<Bytes> root) {
    try {
      return root.get();
    } catch (IllegalArgumentException e) {
      throw refused(VerdictCode.PROOF_SHAPE, String.valueOf(e.getMessage()));
    }
  }

  private static void require(boolean holds, VerdictCode code, String why) {
    if (!holds) {
      throw refused(code, why);
    }
  }

  private static EvidenceFormatException refused(VerdictCode code, String why) {
    return new EvidenceFormatException(code, why);
  }
}
