package io.sealstream.evidence.corpus;

import static io.sealstream.evidence.corpus.CorpusCase.made;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.merkle.InclusionProof;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.verify.EventProof;
import io.sealstream.evidence.verify.EventProofJson;
import io.sealstream.evidence.verify.EventProver;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** Attack 31 and others on one-event proofs. */
final class ProofForgeries {
  private ProofForgeries() {}

  static List<CorpusCase> cases() {
    return List.of(
        made("pass-proof", "A one-event proof.", () -> proof(proof -> proof)),
        made(
            "31-inner-node",
            "An inner node's two hashes are offered as an entry, one level up in the tree.",
            () -> proof(ProofForgeries::innerNode),
            VerdictCode.PROOF_SHAPE),
        path(
            "31-batch-too-long",
            "The path in the batch has one hash too many.",
            path -> with(path, Rows.inserting(path.path(), path.path().size(), TreeHash.ZERO))),
        path(
            "31-batch-too-short",
            "The path in the batch has one hash too few.",
            path -> with(path, Rows.without(path.path(), path.path().size() - 1))),
        path(
            "31-batch-index",
            "The entry's index is the batch's size.",
            path -> new InclusionProof(path.size(), path.size(), path.path())),
        path(
            "31-batch-size",
            "The batch's size is not that in the head.",
            path -> new InclusionProof(path.index(), path.size() + 1, path.path())),
        made(
            "31-log-too-short",
            "The path in the log has one hash too few.",
            () ->
                proof(
                    proof ->
                        log(proof, with(proof.inLog(), Rows.without(proof.inLog().path(), 0)))),
            VerdictCode.PROOF_SHAPE),
        made(
            "31-log-index",
            "The seal's index in the log is another epoch's.",
            () ->
                proof(
                    proof ->
                        log(
                            proof,
                            new InclusionProof(
                                proof.inLog().index() - 1,
                                proof.inLog().size(),
                                proof.inLog().path()))),
            VerdictCode.PROOF_SHAPE),
        made(
            "more-proof-entry",
            "An inner node's bytes, prefix and all, are offered as the entry.",
            () ->
                proof(
                    proof ->
                        batch(
                            proof,
                            Bytes.fromHex(
                                "01"
                                    + TreeHash.leaf(proof.entry()).toHex()
                                    + proof.inBatch().path().get(0).toHex()),
                            proof.inBatch())),
            VerdictCode.HEAD_ROOT),
        made(
            "more-proof-value",
            "A proof discloses another value than was sealed.",
            () ->
                proof(
                    proof ->
                        disclosing(
                            proof,
                            new EventProof.Disclosed(
                                Bytes.utf8("other"),
                                proof.disclosed().valueSalt(),
                                proof.disclosed().tenantSalt()))),
            VerdictCode.PAYLOAD_HASH),
        made(
            "more-proof-tenant",
            "A proof's tenant salt does not open the head's tenant.",
            () ->
                proof(
                    proof ->
                        disclosing(
                            proof,
                            new EventProof.Disclosed(
                                proof.disclosed().value(),
                                proof.disclosed().valueSalt(),
                                TreeHash.ZERO))),
            VerdictCode.TENANT_BIND));
  }

  private static CorpusCase path(String id, String what, UnaryOperator<InclusionProof> change) {
    return made(
        id,
        what,
        () -> proof(proof -> batch(proof, proof.entry(), change.apply(proof.inBatch()))),
        VerdictCode.PROOF_SHAPE);
  }

  private static Exhibit proof(UnaryOperator<EventProof> change) throws IOException {
    EventProof proof =
        new EventProver(SampleArchive.honest().store).prove("evt-0-12").orElseThrow();
    return new Exhibit.Proof(EventProofJson.write(change.apply(proof)));
  }

  /** Without prefixes its hash would be the node's, and the rest of the path would do. */
  private static EventProof innerNode(EventProof proof) {
    InclusionProof path = proof.inBatch();
    Bytes own = TreeHash.leaf(proof.entry());
    Bytes sibling = path.path().get(0);
    boolean right = path.index() % 2 == 1;
    String node = right ? sibling.toHex() + own.toHex() : own.toHex() + sibling.toHex();
    return batch(
        proof,
        Bytes.fromHex(node),
        new InclusionProof(path.index() / 2, path.size(), Rows.without(path.path(), 0)));
  }

  private static InclusionProof with(InclusionProof path, List<Bytes> hashes) {
    return new InclusionProof(path.index(), path.size(), hashes);
  }

  private static EventProof batch(EventProof p, Bytes entry, InclusionProof inBatch) {
    return new EventProof(
        entry, inBatch, p.head(), p.inSeal(), p.seal(), p.inLog(), p.note(), p.disclosed());
  }

  private static EventProof log(EventProof p, InclusionProof inLog) {
    return new EventProof(
        p.entry(), p.inBatch(), p.head(), p.inSeal(), p.seal(), inLog, p.note(), p.disclosed());
  }

  private static EventProof disclosing(EventProof p, EventProof.Disclosed disclosed) {
    return new EventProof(
        p.entry(), p.inBatch(), p.head(), p.inSeal(), p.seal(), p.inLog(), p.note(), disclosed);
  }
}
