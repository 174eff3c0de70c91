package io.sealstream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.SealableRecord.EventFacts;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.Coverage;
import io.sealstream.evidence.format.Entry;
import io.sealstream.evidence.format.EntryCodec;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadTerms;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.OffsetRange;
import io.sealstream.evidence.format.RetentionRule;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.RetentionTerm;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.format.Salts;
import io.sealstream.evidence.format.SealedRow;
import io.sealstream.evidence.format.SealedSchema;
import io.sealstream.evidence.format.TenantLedger;
import io.sealstream.evidence.format.UnsequencedHead;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.Checkpoint;
import io.sealstream.evidence.note.NoteAlgorithm;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.records.RecordKind;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.store.StorageClass;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RecordHeader;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bytes that must never change without a new version. A second implementation checks itself against
 * them. {@code -Dgolden.update=true} writes them anew.
 */
class GoldenVectorsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/evidence-v1.txt");

  /** The secret key of RFC 8032's first test: a public value. */
  private static final String SEED =
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

  /** The public key that follows from it. */
  private static final String PUBLIC_KEY =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

  /** The public key of RFC 6979's example for P-256, in X.509 form. */
  private static final String P256_KEY =
      "3059301306072a8648ce3d020106082a8648ce3d03010703420004"
          + "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
          + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";

  private static final String PKCS8_PREFIX = "302e020100300506032b657004220420";

  @TempDir private Path folder = Path.of("");

  @Test
  void theFormatHasNotChanged() throws IOException {
    String vectors = vectors();
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(Path.of("src/test/resources/golden"));
      Files.writeString(GOLDEN, vectors);
    }

    assertThat(vectors).isEqualTo(Files.readString(GOLDEN));
  }

  private String vectors() throws IOException {
    List<String> lines = new ArrayList<>();
    SaltSource counting = count -> Bytes.wrap(new byte[count]);
    BatchIdentity batch = new BatchIdentity(new TenantId("acme"), "standard", "audit.events", 3);
    SealedRow row = row(batch);
    lines.add("entry " + EntryCodec.encode(row.entry(batch)).toHex());
    lines.add("leaf " + row.leaf().toHex());
    UnsequencedHead written =
        new UnsequencedHead(
            batch,
            5,
            9,
            3,
            1,
            20,
            -1,
            2,
            4,
            4,
            row.leaf(),
            "events/x.avro",
            TreeHash.ZERO,
            List.of(new SealedSchema(7, TreeHash.ZERO, "")));
    HeadsFile heads =
        new TenantLedger(List.of(), counting)
            .seal(0, List.of(written), unsequenced -> new HeadTerms(RecordKind.EVENTS, lock()));
    lines.add("heads_file " + heads.encode().toUtf8());
    lines.add("head_hash " + heads.hashes().get(0).toHex());
    lines.add("schema_set_hash " + heads.schemaSetHash().toHex());
    EpochSeal seal = seal(heads);
    lines.add("retention_table " + table().encode().toUtf8());
    lines.add("heads_key " + seal.headsKey());
    lines.add("seal " + seal.encode().toUtf8());
    lines.add("seal_hash " + seal.hash().toHex());
    lines.add("note " + note());
    for (NoteKey key : seal.provenance().signers()) {
      lines.add("key_id_" + key.algorithm().label() + " " + key.id().toHex());
    }
    return String.join("\n", lines) + "\n";
  }

  private static SealedRow row(BatchIdentity batch) {
    ReceivedRecord received =
        new ReceivedRecord(
            batch.topic(),
            batch.partition(),
            5,
            4,
            1_764_000_000_000L,
            TimestampKind.LOG_APPEND_TIME,
            null,
            Bytes.utf8("value"),
            List.of(new RecordHeader("h", null)));
    EventFacts facts =
        new EventFacts("evt-1", -1, "emitter", 2, 3, TreeHash.of(Bytes.utf8("schema")), "", "DATA");
    SealableRecord record = new SealableRecord(received, batch.tenant(), null, facts);
    Bytes zeros = Bytes.wrap(new byte[SaltSource.SALT_BYTES]);
    Salts salts = new Salts(zeros, zeros, zeros);
    return new SealedRow(record, salts, Entry.of(batch, record, salts).leaf());
  }

  private static EpochSeal seal(HeadsFile heads) {
    Coverage coverage =
        new Coverage("audit.events", 3, 2, 9, 3, 1, 3, true, List.of(new OffsetRange(2, 3)), 4, 4);
    return new EpochSeal(
        0,
        TreeHash.ZERO,
        1_764_000_000_000L,
        1_764_000_010_000L,
        List.of(coverage),
        List.of("events/lost.avro"),
        heads.headsRoot(),
        heads.sha256(),
        EpochSeal.ReceiptRef.NONE,
        new EpochSeal.Provenance(
            TreeHash.ZERO,
            heads.schemaSetHash(),
            TreeHash.ZERO,
            "1",
            table().sha256(),
            List.of(
                new NoteKey("golden.example/log", Bytes.fromHex(PUBLIC_KEY)),
                new NoteKey(
                    "golden.example/log", NoteAlgorithm.ECDSA_P256, Bytes.fromHex(P256_KEY)))));
  }

  private static RetentionTable table() {
    var hot = new RetentionTerm(LockMode.COMPLIANCE, 7, StorageClass.STANDARD_IA);
    var rest = new RetentionTerm(LockMode.GOVERNANCE, 2, StorageClass.STANDARD);
    return new RetentionTable(
        3,
        "alice",
        "ticket 4711",
        List.of(
            new RetentionRule("acme", "IAM", "hot", hot),
            new RetentionRule("*", "*", "standard", rest)));
  }

  /** Closed on 29 February: two years later there is none. */
  private static LockRequest lock() {
    return table()
        .index()
        .termOf(new TenantId("acme"), RecordKind.EVENTS, "standard")
        .orElseThrow()
        .from(Instant.parse("2028-02-29T12:00:00.999Z"));
  }

  private String note() throws IOException {
    byte[] der = HexFormat.of().parseHex(PKCS8_PREFIX + SEED);
    Path pem = folder.resolve("rfc8032.pem");
    Files.writeString(
        pem,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getEncoder().encodeToString(der)
            + "\n-----END PRIVATE KEY-----\n");
    NoteSigner signer = NoteSigner.fromPem("golden.example/log", pem);
    assertThat(signer.key().publicKey().toHex()).isEqualTo(PUBLIC_KEY);
    Checkpoint checkpoint = new Checkpoint("golden.example/log", 5, TreeHash.leaf(Bytes.EMPTY));
    return signer.sign(checkpoint).encode().toUtf8().replace("\n", "\\n");
  }
}
