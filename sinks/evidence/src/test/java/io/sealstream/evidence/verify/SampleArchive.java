package io.sealstream.evidence.verify;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.Coverage;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.PolicySet;
import io.sealstream.evidence.format.PublicationReceipt;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.format.TenantLedger;
import io.sealstream.evidence.format.UnsequencedHead;
import io.sealstream.evidence.log.SealLog;
import io.sealstream.evidence.log.TileObject;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.Checkpoint;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.SignedNote;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.publish.PartitionId;
import io.sealstream.evidence.store.InMemoryEvidenceStore;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A small archive: five epochs, two of them idle, two tenants, three partitions (one appears late),
 * garbage and a tombstone. {@link Edits} lie about it under the genuine signature.
 */
public final class SampleArchive {
  public static final String ORIGIN = "test.example/log";
  public static final NoteSigner SIGNER = SampleKeys.of(ORIGIN, "archive");
  public static final TrustFile TRUST = TrustFile.of(SIGNER.key());
  public static final int EPOCHS = 5;
  private static final Instant START_OF_LOCKS = SampleRecords.START.plusSeconds(3600);
  public static final String DATA = SampleRecords.CATEGORY.name();
  public static final RetentionTable TABLE = SampleTables.of(1, 7);

  public final InMemoryEvidenceStore store = new InMemoryEvidenceStore();
  private final Edits edits;
  private final SampleBatches batches;
  private final TenantLedger ledger;
  private final Map<PartitionId, Long> ends =
      new TreeMap<>(Map.of(partition(0), 0L, partition(1), 0L));
  private Bytes previousSeal = TreeHash.ZERO;
  private Bytes policySet = TreeHash.ZERO;
  private EpochSeal.ReceiptRef receipt = EpochSeal.ReceiptRef.NONE;

  /** What differs from the honest archive, under the genuine signature. */
  public interface Edits {
    /** What Kafka held: another archive, but an honest one. */
    default List<SealableRecord> truth(long epoch, List<SealableRecord> records) {
      return records;
    }

    /** What a dishonest job writes; coverage stays that of the true records. */
    default List<SealableRecord> records(long epoch, List<SealableRecord> records) {
      return records;
    }

    /** The retention table that the seal names, and by which batches are kept. */
    default RetentionTable table(long epoch) {
      return TABLE;
    }

    /** The tier of a record; the table gives it to the right one. */
    default String tier(long epoch, String right) {
      return right;
    }

    default HeadsFile heads(HeadsFile heads) {
      return heads;
    }

    default EpochSeal seal(EpochSeal seal) {
      return seal;
    }

    /** The keys in use from this epoch on; its note has those of the epoch before too. */
    default List<NoteSigner> signers(long epoch) {
      return List.of(SIGNER);
    }
  }

  private SampleArchive(Edits edits) {
    this.edits = edits;
    Random random = new Random(1);
    SaltSource salts =
        count -> {
          byte[] salt = new byte[count];
          random.nextBytes(salt);
          return Bytes.wrap(salt);
        };
    this.batches = new SampleBatches(store, salts);
    this.ledger = new TenantLedger(List.of(), salts);
  }

  /** One that verifies. */
  public static SampleArchive honest() throws IOException {
    return dishonest(new Edits() {});
  }

  /** One with differences. */
  public static SampleArchive dishonest(Edits edits) throws IOException {
    return made(edits, EPOCHS);
  }

  /** An honest one that was idle for all epochs past the fifth. */
  public static SampleArchive ofEpochs(int epochs) throws IOException {
    return made(new Edits() {}, epochs);
  }

  private static SampleArchive made(Edits edits, int epochs) throws IOException {
    SampleArchive archive = new SampleArchive(edits);
    for (long epoch = 0; epoch < epochs; epoch++) {
      archive.publish(epoch);
      archive.store.lockAll(edits.table(epoch).longest().from(START_OF_LOCKS));
    }
    return archive;
  }

  VerificationReport verify() throws IOException {
    return verify(VerifyOptions.DEFAULT);
  }

  VerificationReport verify(VerifyOptions options) throws IOException {
    return EvidenceVerifier.verify(store, TRUST, options);
  }

  /** Lays it into a folder, as a job leaves it. */
  public void copyTo(Path folder) throws IOException {
    for (String key : store.list("")) {
      Path file = folder.resolve(key);
      Files.createDirectories(file.resolveSibling("."));
      Files.write(file, read(key).unsafeArray());
    }
  }

  public Bytes read(String key) {
    return store.read(key).orElseThrow();
  }

  /** Where the heads file of this epoch lies. */
  public String headsKey(long epoch) {
    return EpochSeal.parse(read(ArchiveLayout.seal(epoch))).headsKey();
  }

  /** The object that starts with this offset. */
  public String batchKey(String tenant, int partition, long from) {
    String folder = "events/tenant=" + tenant + "/";
    String name = "/" + SampleRecords.TOPIC + "-" + partition + "-" + from + "-";
    return store.list(ArchiveLayout.EVENTS).stream()
        .filter(key -> key.startsWith(folder) && key.contains(name))
        .findFirst()
        .orElseThrow();
  }

  private void publish(long epoch) throws IOException {
    List<SealableRecord> truth = edits.truth(epoch, SampleRecords.of(epoch));
    truth.forEach(record -> ends.putIfAbsent(partition(record), 0L));
    Instant opened = SampleRecords.START.plusSeconds(10 * epoch);
    List<UnsequencedHead> heads = write(epoch, opened, edits.records(epoch, truth));
    RetentionTable table = edits.table(epoch);
    store.tamper(ArchiveLayout.retention(table.sha256()), table.encode());
    HeadsFile file =
        edits.heads(
            ledger.seal(epoch, heads, head -> SampleTables.terms(table, head, closed(opened))));
    policySet = PolicySet.after(policySet, file.heads());
    EpochSeal seal = edits.seal(seal(epoch, opened, coverage(truth), file));
    store.tamper(seal.headsKey(), file.encode());
    store.tamper(ArchiveLayout.seal(epoch), seal.encode());
    sign(epoch, seal.hash());
    previousSeal = seal.hash();
    PublicationReceipt published = new PublicationReceipt(epoch, List.of());
    store.tamper(ArchiveLayout.receipt(epoch), published.encode());
    receipt = new EpochSeal.ReceiptRef(epoch, published.sha256());
  }

  private static Instant closed(Instant opened) {
    return opened.plusSeconds(10);
  }

  private static PartitionId partition(int number) {
    return new PartitionId(SampleRecords.TOPIC, number);
  }

  private static PartitionId partition(SealableRecord record) {
    return new PartitionId(record.received().topic(), record.received().partition());
  }

  private EpochSeal seal(long epoch, Instant opened, List<Coverage> coverage, HeadsFile file) {
    return new EpochSeal(
        epoch,
        previousSeal,
        opened.toEpochMilli(),
        closed(opened).toEpochMilli(),
        coverage,
        List.of(),
        file.headsRoot(),
        file.sha256(),
        receipt,
        new EpochSeal.Provenance(
            policySet,
            file.schemaSetHash(),
            TreeHash.ZERO,
            "test",
            edits.table(epoch).sha256(),
            edits.signers(epoch).stream().map(NoteSigner::key).toList()));
  }

  /** Makes this the log's newest leaf: tiles, note and hint. */
  public void sign(long epoch, Bytes sealHash) throws IOException {
    SealLog.Appended appended = new SealLog(store::read).append(epoch, sealHash);
    for (TileObject tile : appended.tiles()) {
      store.tamper(tile.key(), tile.body());
    }
    String text = new Checkpoint(ORIGIN, appended.size(), appended.root()).text();
    Set<NoteSigner> signers = new LinkedHashSet<>(edits.signers(Math.max(0, epoch - 1)));
    signers.addAll(edits.signers(epoch));
    Bytes note =
        new SignedNote(text, signers.stream().map(signer -> signer.sign(text)).toList()).encode();
    store.tamper(ArchiveLayout.note(appended.size()), note);
    store.putHint(ArchiveLayout.CHECKPOINT, note);
  }

  private List<Coverage> coverage(List<SealableRecord> truth) {
    List<Coverage> coverage = new ArrayList<>();
    for (Map.Entry<PartitionId, Long> end : ends.entrySet()) {
      List<SealableRecord> there =
          truth.stream().filter(record -> partition(record).equals(end.getKey())).toList();
      coverage.add(covered(end.getKey(), end.getValue(), there));
      end.setValue(coverage.get(coverage.size() - 1).to());
    }
    return coverage;
  }

  /** Where a topic is written in transactions a hole is a control slot; events have none. */
  private static Coverage covered(PartitionId partition, long from, List<SealableRecord> records) {
    long count = records.size();
    boolean holes = SampleRecords.TOPICS.hasHoles(partition.topic());
    long to =
        count == 0 || !holes
            ? from + count
            : records.get(records.size() - 1).received().offset() + 1;
    int leader = count == 0 ? -1 : 3;
    return new Coverage(
        partition.topic(),
        partition.partition(),
        from,
        to,
        count,
        records.stream().filter(record -> record.reason() != null).count(),
        to - from - count,
        holes,
        List.of(),
        leader,
        leader);
  }

  private List<UnsequencedHead> write(long epoch, Instant opened, List<SealableRecord> records)
      throws IOException {
    Map<BatchIdentity, List<SealableRecord>> wanted = new LinkedHashMap<>();
    for (SealableRecord record : records) {
      BatchIdentity identity =
          new BatchIdentity(
              record.tenant(),
              edits.tier(epoch, SampleTables.tier(edits.table(epoch), record)),
              record.received().topic(),
              record.received().partition());
      wanted.computeIfAbsent(identity, key -> new ArrayList<>()).add(record);
    }
    List<UnsequencedHead> heads = new ArrayList<>();
    for (Map.Entry<BatchIdentity, List<SealableRecord>> batch : wanted.entrySet()) {
      heads.add(batches.write(epoch, opened, batch.getKey(), batch.getValue()));
    }
    return heads;
  }
}
