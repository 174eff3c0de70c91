package io.sealstream.evidence.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.records.RecordKind;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TenantLedgerTest {
  private static final HeadTerms TERMS = new HeadTerms(RecordKind.EVENTS, LockRequest.NONE);
  private final Map<String, Bytes> archive = new HashMap<>();
  private final SaltSource salts = SaltSource.secure();

  @Test
  void aJobWithoutStateAdoptsEveryTenantFromFewFiles() throws IOException {
    TenantLedger ledger = new TenantLedger(List.of(), salts);
    for (long epoch = 0; epoch <= 130; epoch++) {
      String tenant = epoch == 3 ? "rare" : "busy";
      HeadsFile file = ledger.seal(epoch, List.of(head(tenant, epoch)), h -> TERMS);
      EpochSeal seal = seal(file);
      archive.put(ArchiveLayout.seal(epoch), seal.encode());
      archive.put(seal.headsKey(), file.encode());
    }
    for (long epoch = 0; epoch < 128; epoch++) {
      archive.remove(ArchiveLayout.seal(epoch));
    }

    TenantLedger adopted = TenantLedger.adopt(this::read, 130, salts);

    assertThat(adopted.states()).isEqualTo(ledger.states());
    assertThat(adopted.states()).extracting(TenantState::sequence).containsExactly(129L, 0L);
  }

  @Test
  void aMissingFileStopsTheAdoption() {
    EpochSeal seal = seal(new HeadsFile(5, List.of(), List.of(), List.of()));
    archive.put(ArchiveLayout.seal(5), seal.encode());

    assertThatThrownBy(() -> TenantLedger.adopt(this::read, 5, salts))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the archive lacks heads/00000000000000000005-")
        .hasMessageContaining(seal.headsFile().toHex() + ".json");
    assertThatThrownBy(() -> TenantLedger.adopt(this::read, 6, salts))
        .hasMessageContaining("the archive lacks seal/00000000000000000006.json");
  }

  private static EpochSeal seal(HeadsFile file) {
    return new EpochSeal(
        file.epoch(),
        TreeHash.ZERO,
        1,
        2,
        List.of(),
        List.of(),
        file.headsRoot(),
        file.sha256(),
        EpochSeal.ReceiptRef.NONE,
        new EpochSeal.Provenance(
            TreeHash.ZERO,
            file.schemaSetHash(),
            TreeHash.ZERO,
            "test",
            TreeHash.ZERO,
            List.of(NoteSigner.generate("k").key())));
  }

  @Test
  void headsOfOneTenantFormOneChain() {
    TenantLedger ledger = new TenantLedger(List.of(), salts);
    HeadsFile file = ledger.seal(1, List.of(head("acme", 7), head("acme", 3)), h -> TERMS);

    BatchHead first = file.heads().get(0).head();
    BatchHead second = file.heads().get(1).head();
    assertThat(first.from()).isEqualTo(3);
    assertThat(first.previousHead()).isEqualTo(TreeHash.ZERO);
    assertThat(second.sequence()).isEqualTo(1);
    assertThat(second.previousHead()).isEqualTo(first.hash());
    assertThat(BatchHead.parse(second.encode())).isEqualTo(second);
    assertThat(HeadsFile.parse(file.encode())).isEqualTo(file);
  }

  private Optional<Bytes> read(String key) {
    return Optional.ofNullable(archive.get(key));
  }

  private static UnsequencedHead head(String tenant, long from) {
    return new UnsequencedHead(
        new BatchIdentity(new TenantId(tenant), "standard", "audit.events", 0),
        from,
        from + 1,
        1,
        0,
        10,
        5,
        6,
        1,
        1,
        TreeHash.ZERO,
        "events/x",
        TreeHash.ZERO,
        List.of());
  }
}
