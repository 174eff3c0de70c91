package io.sealstream.evidence.format;

import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.records.RecordKind;
import io.sealstream.schemas.Bytes;
import java.util.Comparator;
import java.util.List;

/**
 * The hash of all policies sealed so far, in order: what {@code policy_set} in a seal is. It grows
 * with every batch of a policies topic and comes from sealed data alone, so that whoever has the
 * heads can recompute it.
 */
public final class PolicySet {
  private static final Bytes TAG = Bytes.utf8("sealstream-policies/1\n");
  private static final Comparator<BatchHead> ORDER =
      Comparator.comparing(BatchHead::topic)
          .thenComparingInt(BatchHead::partition)
          .thenComparingLong(BatchHead::from);

  private PolicySet() {}

  /**
   * The hash after an epoch: {@code SHA-256(tag ‖ before ‖ batch root)}, batch after batch of the
   * policies topics by topic, partition and first offset. Without one it stays.
   *
   * @param before the hash after the epoch before, zeros at first
   */
  public static Bytes after(Bytes before, List<NamedHead> heads) {
    Bytes hash = before;
    for (BatchHead head :
        heads.stream()
            .map(NamedHead::head)
            .filter(head -> head.records() == RecordKind.POLICIES)
            .sorted(ORDER)
            .toList()) {
      var digest = TreeHash.sha256();
      digest.update(TAG.unsafeArray());
      digest.update(hash.unsafeArray());
      hash = Bytes.wrap(digest.digest(head.batchRoot().unsafeArray()));
    }
    return hash;
  }
}
