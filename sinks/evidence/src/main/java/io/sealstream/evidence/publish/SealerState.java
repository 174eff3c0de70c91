package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.EpochSeal.ReceiptRef;
import io.sealstream.evidence.format.TenantState;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where sealing stands: all that the next cut needs. The archive outranks it.
 *
 * @param nextEpoch number of the epoch that is open: as many are cut
 * @param next per partition the offset at which the next coverage begins
 * @param sealHashes the newest seals' hashes by epoch, {@value #REMEMBERED} at most
 * @param tenants where each tenant's own chain of heads stands
 * @param receipt the newest publication receipt known
 * @param policySet hash of the policies sealed so far, see {@link
 *     io.sealstream.evidence.format.PolicySet}
 * @param openedAtMillis when the open epoch began: the last one's close time
 */
public record SealerState(
    long nextEpoch,
    SortedMap<PartitionId, Long> next,
    SortedMap<Long, Bytes> sealHashes,
    List<TenantState> tenants,
    ReceiptRef receipt,
    Bytes policySet,
    long openedAtMillis) {

  /** How many seal hashes are kept, to tell where a foreign branch left ours. */
  static final int REMEMBERED = 64;

  public SealerState {
    next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
    tenants = List.copyOf(tenants);
    var kept = new TreeMap<>(sealHashes);
    while (kept.size() > REMEMBERED) {
      kept.pollFirstEntry();
    }
    sealHashes = Collections.unmodifiableSortedMap(kept);
  }

  /** Before the first epoch of a new archive. */
  public static SealerState initial(long nowMillis) {
    return new SealerState(
        0, new TreeMap<>(), new TreeMap<>(), List.of(), ReceiptRef.NONE, TreeHash.ZERO, nowMillis);
  }

  /** Hash of the seal of an epoch, where it is remembered. */
  Optional<Bytes> sealHash(long epoch) {
    return Optional.ofNullable(sealHashes.get(epoch));
  }

  /** What the next seal names as its predecessor. */
  Bytes previousSeal() {
    return nextEpoch == 0 ? TreeHash.ZERO : sealHash(nextEpoch - 1).orElseThrow();
  }

  long nextOffset(PartitionId partition) {
    return next.getOrDefault(partition, 0L);
  }

  /** The same state, naming a newer receipt; an older one changes nothing. */
  public SealerState withReceipt(ReceiptRef newer) {
    return newer.epoch() <= receipt.epoch()
        ? this
        : new SealerState(nextEpoch, next, sealHashes, tenants, newer, policySet, openedAtMillis);
  }

  /** Whether these offsets reach at least as far as the others in every partition. */
  static boolean covers(Map<PartitionId, Long> these, Map<PartitionId, Long> others) {
    return others.entrySet().stream()
        .allMatch(other -> these.getOrDefault(other.getKey(), 0L) >= other.getValue());
  }
}
