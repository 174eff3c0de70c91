package io.sealstream.evidence.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.FolderEvidenceStore;
import io.sealstream.evidence.store.ForwardingStore;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which batch objects are taken for abandoned; heads files are in {@link CrashBeforeSealTest}. */
class AbandonedSweepTest {
  private static final List<TenantId> TENANTS = List.of(TenantId.UNATTRIBUTED);
  private static final SealerState INITIAL = SealerState.initial(Epochs.NOW.toEpochMilli());

  @TempDir Path folder;
  private EvidenceStore store;
  private AbandonedSweep sweep;

  @BeforeEach
  void openStore() {
    store = new FolderEvidenceStore(folder);
    sweep = new AbandonedSweep(store, Set.of("standard"), "this-run");
  }

  private String leave(TenantId tenant, Instant hour, String unique) throws IOException {
    var batch = new BatchIdentity(tenant, "standard", "audit.events", 0);
    String key = ArchiveLayout.batch(batch, hour, 5, unique);
    var unused = store.createOnce(key, Bytes.utf8("left"), LockRequest.NONE);
    return key;
  }

  private EpochSealer.Sealed publish(EpochSealer.Sealed sealed) throws IOException {
    var unused =
        new EpochPublisher(store, Epochs.SIGNER, change -> {}).publish(sealed.pending(), false);
    return sealed;
  }

  private Optional<EpochSeal> newest() throws IOException {
    return ArchiveHead.read(store).map(ArchiveHead::seal);
  }

  @Test
  void anObjectOfAnEarlierRunThatNoSealNamesIsFound() throws IOException {
    publish(new Epochs(store, "earlier").seal(INITIAL, 0, 5));
    String left = leave(TenantId.UNATTRIBUTED, Epochs.NOW, "earlier-9");

    assertThat(sweep.find(TENANTS, newest(), Epochs.NOW)).containsExactly(left);
  }

  @Test
  void thisRunsObjectsAreNotAbandonedThoughNoSealNamesThemYet() throws IOException {
    publish(new Epochs(store, "earlier").seal(INITIAL, 0, 5));
    leave(TenantId.UNATTRIBUTED, Epochs.NOW, "this-run-0");

    assertThat(sweep.find(TENANTS, newest(), Epochs.NOW)).isEmpty();
  }

  @Test
  void whatASealHasNamedAlreadyIsNotNamedAgain() throws IOException {
    var epochs = new Epochs(store, "earlier");
    String left = leave(TenantId.UNATTRIBUTED, Epochs.NOW, "first-9");
    var first = publish(epochs.seal(INITIAL, 0, 5, List.of(left)));
    publish(epochs.seal(first.state(), 5, 6));

    assertThat(sweep.find(TENANTS, newest(), Epochs.NOW)).isEmpty();
  }

  @Test
  void anArchiveWithoutASealIsSearchedADayBack() throws IOException {
    String left = leave(TenantId.UNATTRIBUTED, Epochs.NOW.minus(Duration.ofHours(23)), "first-0");
    leave(TenantId.UNATTRIBUTED, Epochs.NOW.minus(Duration.ofHours(27)), "first-1");

    assertThat(sweep.find(TENANTS, Optional.empty(), Epochs.NOW)).containsExactly(left);
  }

  @Test
  void onlyTheHoursAroundTheNewestSealAreSearched() throws IOException {
    publish(new Epochs(store, "earlier").seal(INITIAL, 0, 5));
    String before = leave(TenantId.UNATTRIBUTED, Epochs.NOW.minus(Duration.ofHours(1)), "a");
    String after = leave(TenantId.UNATTRIBUTED, Epochs.NOW.plus(Duration.ofHours(23)), "b");
    leave(TenantId.UNATTRIBUTED, Epochs.NOW.minus(Duration.ofHours(3)), "c");
    leave(TenantId.UNATTRIBUTED, Epochs.NOW.plus(Duration.ofHours(26)), "d");

    Instant longAfter = Epochs.NOW.plus(Duration.ofDays(30));
    assertThat(sweep.find(TENANTS, newest(), longAfter)).containsExactlyInAnyOrder(before, after);
  }

  /** Notes what is listed. */
  private record ListedStore(EvidenceStore store, List<String> prefixes)
      implements ForwardingStore {
    @Override
    public List<String> list(String prefix) throws IOException {
      prefixes.add(prefix);
      return store.list(prefix);
    }
  }

  @Test
  void batchesAreListedByTheHourForADayHoweverLongTheJobWasDown() throws IOException {
    publish(new Epochs(store, "earlier").seal(INITIAL, 0, 5));
    var listed = new ListedStore(store, new ArrayList<>());
    var unused =
        new AbandonedSweep(listed, Set.of("standard"), "this-run")
            .find(TENANTS, newest(), Epochs.NOW.plus(Duration.ofDays(3_000)));

    assertThat(listed.prefixes())
        .filteredOn(prefix -> !prefix.equals(ArchiveLayout.RETENTION))
        .hasSize(26)
        .allMatch(prefix -> prefix.matches("events/tenant=[^/]+/tier=[^/]+/date=[^/]+/hour=../"));
  }

  @Test
  void onlyTheTenantsAskedForAreSearched() throws IOException {
    var acme = new TenantId("acme");
    String left = leave(acme, Epochs.NOW, "first-0");

    assertThat(sweep.find(TENANTS, Optional.empty(), Epochs.NOW)).isEmpty();
    assertThat(sweep.find(List.of(acme), Optional.empty(), Epochs.NOW)).containsExactly(left);
  }
}
