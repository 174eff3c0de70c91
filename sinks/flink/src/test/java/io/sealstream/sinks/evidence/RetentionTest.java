package io.sealstream.sinks.evidence;

import static io.sealstream.sinks.evidence.SampleRecords.P0;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.format.RetentionRule;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.RetentionTerm;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.ForwardingStore;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.store.Placement;
import io.sealstream.evidence.store.StagingStream;
import io.sealstream.evidence.store.StorageClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private static final RetentionTerm UNLOCKED =
      new RetentionTerm(LockMode.NONE, 0, StorageClass.STANDARD);
  private static final RetentionTerm FROZEN =
      new RetentionTerm(LockMode.NONE, 0, StorageClass.GLACIER_IR);
  private static final RetentionTable TABLE =
      new RetentionTable(
          1,
          "alice",
          "ticket 1",
          List.of(
              new RetentionRule("acme", "DATA", "cold", FROZEN),
              new RetentionRule("_unattributed", "NO_EVENT", "odd", UNLOCKED),
              new RetentionRule("*", "*", "warm", UNLOCKED)));

  @TempDir Path work;

  /** Notes where uploads are opened. */
  private record NotingStore(EvidenceStore store, List<String> opened) implements ForwardingStore {
    @Override
    public StagingStream stage(String key, Placement placement) throws IOException {
      opened.add(placement.storageClass() + " " + placement.tag());
      return store.stage(key, placement);
    }
  }

  @Test
  void anUploadIsOpenedInTheClassAndWithTheTagOfItsTerm() throws Exception {
    TestArchive archive = TestArchive.under(TABLE, work);
    var noting = new NotingStore(archive.store, new ArrayList<>());
    try (EvidenceWriter writer = archive.writer(Map.of(), noting)) {
      TestArchive.writeAll(
          writer,
          List.of(SampleRecords.event("acme", P0, 0), SampleRecords.event("globex", P0, 1)));
    }
    assertThat(noting.opened()).containsExactly("GLACIER_IR 0y-GLACIER_IR", "STANDARD 0y-STANDARD");
  }

  @Test
  void tenantAndClassOfARecordDecideItsTier() throws Exception {
    TestArchive archive = TestArchive.under(TABLE, work);
    try (EvidenceWriter writer = archive.writer(Map.of())) {
      TestArchive.writeAll(
          writer,
          List.of(
              SampleRecords.event("acme", P0, 0),
              SampleRecords.event("globex", P0, 1),
              SampleRecords.garbage(P0, 2)));
      assertThat(writer.prepareCommit().iterator().next().batches())
          .extracting(
              batch -> batch.head().identity().tenant() + " " + batch.head().identity().tier())
          .containsExactlyInAnyOrder("acme cold", "globex warm", "_unattributed odd");
    }
  }
}
