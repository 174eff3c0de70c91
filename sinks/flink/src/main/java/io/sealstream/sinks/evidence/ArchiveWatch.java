package io.sealstream.sinks.evidence;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.EpochSeal.ReceiptRef;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.format.TenantState;
import io.sealstream.evidence.publish.AbandonedSweep;
import io.sealstream.evidence.publish.ArchiveAdoption;
import io.sealstream.evidence.publish.ArchiveHead;
import io.sealstream.evidence.publish.RivalSweep;
import io.sealstream.evidence.publish.SealerState;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the archive behind the sealer's back, on a thread of its own: the newest receipt, and what
 * earlier runs abandoned. A store that does not answer costs freshness, no correctness: it is asked
 * again after the next checkpoint.
 */
final class ArchiveWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveWatch.class);

  private final EvidenceStore store;
  private final ArchiveAdoption adoption;
  private final AbandonedSweep sweep;
  private final Optional<EpochSeal> newestAtStart;
  private final Instant startedAt;
  private final ExecutorService thread;

  /** Own thread only. */
  private final Set<TenantId> swept = new HashSet<>();

  /** Own thread only. */
  private boolean headsSwept;

  /** What of rivals was told once. Own thread only. */
  private final Set<String> rivals = new HashSet<>();

  private final Counter forks = new ThreadSafeSimpleCounter();
  private final Set<String> abandoned = new TreeSet<>();
  private volatile @Nullable ReceiptRef receipt;

  private ArchiveWatch(
      EvidenceStore store,
      AbandonedSweep sweep,
      Optional<EpochSeal> newestAtStart,
      Instant startedAt) {
    this.store = store;
    this.sweep = sweep;
    this.newestAtStart = newestAtStart;
    this.startedAt = startedAt;
    this.adoption = new ArchiveAdoption(store, SaltSource.secure());
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              var worker = new Thread(work, "evidence-archive-watch");
              worker.setDaemon(true);
              return worker;
            });
  }

  static ArchiveWatch open(EvidenceSinkConfig config, String run, Instant startedAt)
      throws IOException {
    EvidenceStore store = config.archive().open();
    return open(store, new AbandonedSweep(store, config.retention().tiers(), run), startedAt);
  }

  /** Takes the store over, also when this fails. */
  static ArchiveWatch open(EvidenceStore store, AbandonedSweep sweep, Instant startedAt)
      throws IOException {
    try {
      var newest = ArchiveHead.read(store).map(ArchiveHead::seal);
      return new ArchiveWatch(store, sweep, newest, startedAt);
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** The newest receipt seen. Never blocks. */
  Optional<ReceiptRef> receipt() {
    return Optional.ofNullable(receipt);
  }

  /**
   * Number of the newest epoch known to be published; -1 for none. A seal without its note is
   * completed before this looks.
   */
  long published() {
    return Math.max(
        newestAtStart.map(EpochSeal::epoch).orElse(-1L),
        receipt().map(ReceiptRef::epoch).orElse(-1L));
  }

  /** Heads files found beside the one that an epoch's seal names: another run's branch. */
  Counter forks() {
    return forks;
  }

  /** Abandoned objects found since the last call, to be named in the next seal. */
  List<String> takeAbandoned() {
    synchronized (abandoned) {
      var taken = List.copyOf(abandoned);
      abandoned.clear();
      return taken;
    }
  }

  /** Looks again, soon. Never blocks. */
  void lookAround(SealerState state) {
    thread.execute(() -> look(state));
  }

  private void look(SealerState state) {
    try {
      adoption.newestReceipt(state.nextEpoch() - 1).ifPresent(newest -> receipt = newest);
      Set<TenantId> tenants = new TreeSet<>(Set.of(TenantId.UNATTRIBUTED));
      state.tenants().stream().map(TenantState::tenant).forEach(tenants::add);
      tenants.removeAll(swept);
      var found = new TreeSet<>(sweep.find(tenants, newestAtStart, startedAt));
      Optional<List<String>> heads =
          headsSwept ? Optional.empty() : sweep.findHeads(newestAtStart, startedAt);
      heads.ifPresent(found::addAll);
      found.addAll(newRivals(state));
      // Only now: what was found before a failure would be lost otherwise.
      swept.addAll(tenants);
      headsSwept |= heads.isPresent();
      if (!found.isEmpty()) {
        LOG.warn("ABANDONED: earlier runs left {} objects that no seal names", found.size());
        synchronized (abandoned) {
          abandoned.addAll(found);
        }
      }
    } catch (IOException | RuntimeException e) {
      // Whatever it is, a damaged file for one: the sealer itself does not need what is read here.
      LOG.warn("the archive cannot be looked at: {}; receipts are named later", e.getMessage());
    }
  }

  private List<String> newRivals(SealerState state) throws IOException {
    var found =
        new RivalSweep(store).find(state.nextEpoch() - 1).stream().filter(rivals::add).toList();
    forks.inc(found.stream().filter(key -> key.startsWith(ArchiveLayout.HEADS)).count());
    return found;
  }

  @Override
  public void close() {
    thread.shutdownNow();
    store.close();
  }
}
