package io.sealstream.evidence.verify;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.PolicySet;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import java.util.Optional;

/** L3 over {@code policy_set}: each seal's is what the policies sealed so far come to. */
final class PolicySetCheck {
  private final Problems problems;
  private Bytes after = TreeHash.ZERO;
  private long next;

  PolicySetCheck(Problems problems) {
    this.problems = problems;
  }

  /** Takes the next epoch; behind one that could not be read, what it says is all there is. */
  void epoch(EpochSeal seal, Optional<HeadsFile> heads) {
    Bytes said = seal.provenance().policySet();
    if (heads.isEmpty() || seal.epoch() != next) {
      after = said;
      next = seal.epoch() + 1;
      return;
    }
    next++;
    after = PolicySet.after(after, heads.get().heads());
    if (!after.equals(said)) {
      problems.add(
          VerdictCode.POLICY_SET,
          ArchiveLayout.seal(seal.epoch()),
          "policy_set is " + said.toHex() + ", the sealed policies give " + after.toHex());
    }
  }
}
