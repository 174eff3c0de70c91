package io.sealstream.evidence.format;

import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Gives heads their place in their tenants' chains. The sealing operator owns one, keeps {@link
 * #states} in its checkpoint, and starts from {@link #adopt} when the archive is ahead. One thread
 * only.
 */
public final class TenantLedger {
  private static final Comparator<UnsequencedHead> ORDER =
      Comparator.comparing((UnsequencedHead head) -> head.identity().topic())
          .thenComparingInt(head -> head.identity().partition())
          .thenComparing(head -> head.identity().tier())
          .thenComparingLong(UnsequencedHead::from);

  private final Map<TenantId, TenantState> tenants = new TreeMap<>();
  private final SaltSource salts;

  public TenantLedger(List<TenantState> states, SaltSource salts) {
    this.salts = salts;
    states.forEach(state -> tenants.put(state.tenant(), state));
  }

  /** Reads an object by its key. */
  @FunctionalInterface
  public interface ObjectReader {
    Optional<Bytes> read(String key) throws IOException;
  }

  /**
   * The ledger after this epoch, from the archive alone: reads at most {@link
   * HeadsFile#SNAPSHOT_EVERY} heads files, and the seals that name them.
   *
   * @throws IOException when one of them is missing or cannot be read
   */
  public static TenantLedger adopt(ObjectReader archive, long newestEpoch, SaltSource salts)
      throws IOException {
    Map<TenantId, TenantState> found = new TreeMap<>();
    for (long epoch = newestEpoch; epoch >= 0; epoch--) {
      EpochSeal seal = EpochSeal.parse(require(archive, ArchiveLayout.seal(epoch)));
      HeadsFile file = HeadsFile.parse(require(archive, seal.headsKey()));
      file.heads().stream().map(TenantLedger::state).forEach(state -> newest(found, state));
      file.tenants().forEach(state -> newest(found, state));
      if (HeadsFile.isSnapshot(epoch)) {
        break;
      }
    }
    return new TenantLedger(List.copyOf(found.values()), salts);
  }

  private static Bytes require(ObjectReader archive, String key) throws IOException {
    return archive
        .read(key)
        .orElseThrow(
            () -> new IOException("the archive lacks " + key + "; verify it before going on"));
  }

  private static TenantState state(NamedHead named) {
    return new TenantState(
        named.tenant(), named.salt(), named.head().sequence(), named.head().hash());
  }

  private static void newest(Map<TenantId, TenantState> found, TenantState state) {
    found.merge(state.tenant(), state, (a, b) -> a.sequence() >= b.sequence() ? a : b);
  }

  /** All tenants, to be kept. */
  public List<TenantState> states() {
    return List.copyOf(tenants.values());
  }

  /**
   * Makes the heads file of the next epoch and moves the chains on.
   *
   * @param terms what the sealer adds to each head
   */
  public HeadsFile seal(
      long epoch, List<UnsequencedHead> heads, Function<UnsequencedHead, HeadTerms> terms) {
    List<NamedHead> named = new ArrayList<>();
    for (UnsequencedHead head : heads.stream().sorted(ORDER).toList()) {
      named.add(next(head, terms.apply(head)));
    }
    List<SealedSchema> schemas = heads.stream().flatMap(head -> head.schemas().stream()).toList();
    return new HeadsFile(epoch, named, schemas, HeadsFile.isSnapshot(epoch) ? states() : List.of());
  }

  private NamedHead next(UnsequencedHead head, HeadTerms terms) {
    TenantId tenant = head.identity().tenant();
    TenantState state =
        tenants.computeIfAbsent(
            tenant,
            name -> new TenantState(name, salts.next(SaltSource.SALT_BYTES), -1, TreeHash.ZERO));
    BatchHead sequenced =
        new BatchHead(
            BatchHead.blind(state.salt(), tenant),
            state.sequence() + 1,
            state.head(),
            head.identity().tier(),
            terms.records(),
            head.identity().topic(),
            head.identity().partition(),
            head.from(),
            head.to(),
            head.count(),
            head.undecodable(),
            head.valueBytes(),
            head.minTimeMillis(),
            head.maxTimeMillis(),
            head.minLeaderEpoch(),
            head.maxLeaderEpoch(),
            head.batchRoot(),
            head.objectKey(),
            head.objectSha256(),
            terms.lock());
    NamedHead named = new NamedHead(sequenced, tenant, state.salt());
    tenants.put(tenant, state(named));
    return named;
  }
}
