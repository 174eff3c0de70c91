package io.sealstream.evidence.verify;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.BatchWriter;
import io.sealstream.evidence.format.Coverage;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.PublicationReceipt;
import io.sealstream.evidence.format.RecordClass;
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
import io.sealstream.evidence.store.InMemoryEvidenceStore;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.schemas.Bytes;
import java.io.ByteArrayOutputStream;
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
  private final SaltSource salts;
  private final TenantLedger ledger;
  private final Map<Integer, Long> ends = new TreeMap<>(Map.of(0, 0L, 1, 0L));
  private Bytes previousSeal = TreeHash.ZERO;
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
    this.salts =
        count -> {
          byte[] salt = new byte[count];
          random.nextBytes(salt);
          return Bytes.wrap(salt);
        };
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
    truth.forEach(record -> ends.putIfAbsent(record.received().partition(), 0L));
    Instant opened = SampleRecords.START.plusSeconds(10 * epoch);
    List<UnsequencedHead> heads = write(epoch, opened, edits.records(epoch, truth));
    RetentionTable table = edits.table(epoch);
    store.tamper(ArchiveLayout.retention(table.sha256()), table.encode());
    HeadsFile file = edits.heads(ledger.seal(epoch, heads, head -> lock(table, head, opened)));
    EpochSeal seal = edits.seal(seal(epoch, opened, coverage(truth), file));
    store.tamper(seal.headsKey(), file.encode());
    store.tamper(ArchiveLayout.seal(epoch), seal.encode());
    sign(epoch, seal.hash());
    previousSeal = seal.hash();
    PublicationReceipt published = new PublicationReceipt(epoch, List.of());
    store.tamper(ArchiveLayout.receipt(epoch), published.encode());
    receipt = new EpochSeal.ReceiptRef(epoch, published.sha256());
  }

  private static LockRequest lock(RetentionTable table, UnsequencedHead head, Instant opened) {
    return table
        .termOf(head.identity().tenant(), head.identity().tier())
        .orElseThrow()
        .from(closed(opened));
  }

  private static Instant closed(Instant opened) {
    return opened.plusSeconds(10);
  }

  /** A record out of another archive does not say its category: all of the samples have one. */
  private static String recordClass(SealableRecord record) {
    return record.event() == null ? RecordClass.NO_EVENT : DATA;
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
            TreeHash.ZERO,
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
    for (Map.Entry<Integer, Long> end : ends.entrySet()) {
      long from = end.getValue();
      long count = truth.stream().filter(r -> r.received().partition() == end.getKey()).count();
      long undecodable =
          truth.stream()
              .filter(r -> r.received().partition() == end.getKey() && r.reason() != null)
              .count();
      int leader = count == 0 ? -1 : 3;
      coverage.add(
          new Coverage(
              SampleRecords.TOPIC,
              end.getKey(),
              from,
              from + count,
              count,
              undecodable,
              0,
              false,
              List.of(),
              leader,
              leader));
      end.setValue(from + count);
    }
    return coverage;
  }

  private List<UnsequencedHead> write(long epoch, Instant opened, List<SealableRecord> records)
      throws IOException {
    Map<BatchIdentity, List<SealableRecord>> batches = new LinkedHashMap<>();
    for (SealableRecord record : records) {
      BatchIdentity identity =
          new BatchIdentity(
              record.tenant(),
              edits.tier(
                  epoch, edits.table(epoch).ruleFor(record.tenant(), recordClass(record)).tier()),
              SampleRecords.TOPIC,
              record.received().partition());
      batches.computeIfAbsent(identity, key -> new ArrayList<>()).add(record);
    }
    List<UnsequencedHead> heads = new ArrayList<>();
    for (Map.Entry<BatchIdentity, List<SealableRecord>> batch : batches.entrySet()) {
      heads.add(write(epoch, opened, batch.getKey(), batch.getValue()));
    }
    return heads;
  }

  private UnsequencedHead write(
      long epoch, Instant opened, BatchIdentity identity, List<SealableRecord> records)
      throws IOException {
    String key =
        ArchiveLayout.batch(identity, opened, records.get(0).received().offset(), "run1-" + epoch);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BatchWriter writer = new BatchWriter(out, identity, key, salts);
    for (SealableRecord record : records) {
      writer.add(record);
    }
    UnsequencedHead head = writer.finish();
    store.tamper(key, Bytes.wrap(out.toByteArray()));
    head.schemas()
        .forEach(
            schema ->
                store.tamper(ArchiveLayout.schema(schema.sha256()), Bytes.utf8(schema.text())));
    return head;
  }
}
