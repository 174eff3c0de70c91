package io.sealstream.evidence.format;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.merkle.MerkleTree;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes one batch object and builds its tree as it goes. Records come in offset order; memory does
 * not grow with their number. The bytes depend on nothing but the key, the records and the salts.
 * One thread only.
 */
public final class BatchWriter {
  static final String META_KEY = "sealstream.key";
  static final String META_FORMAT = "sealstream.format";
  static final String FORMAT = "sealstream-batch/1";
  private static final int SYNC_BYTES = 16;
  private static final int WIRE_HEADER_BYTES = 5;

  private final BatchIdentity identity;
  private final String objectKey;
  private final SaltSource salts;
  private final MessageDigest digest = TreeHash.sha256();
  private final BatchRows file;
  private final MerkleTree tree = new MerkleTree();
  private final Map<SchemaName, SealedSchema> schemas = new LinkedHashMap<>();
  private final BatchFacts facts = new BatchFacts();
  private long payloadBytes;

  private record SchemaName(int registryId, Bytes sha256) {}

  /**
   * Starts the object.
   *
   * @param out where the bytes go; {@link #finish} flushes but never closes it
   * @param objectKey the key it will be published under, which the object itself repeats
   */
  public BatchWriter(OutputStream out, BatchIdentity identity, String objectKey, SaltSource salts)
      throws IOException {
    this.identity = identity;
    this.objectKey = objectKey;
    this.salts = salts;
    this.file =
        new BatchRows(new DigestOutputStream(out, digest), objectKey, BatchLimits.MAX_ROW_BYTES);
  }

  static byte[] sync(String objectKey) {
    return Arrays.copyOf(
        TreeHash.of(Bytes.utf8("sealstream-sync/1\n" + objectKey)).unsafeArray(), SYNC_BYTES);
  }

  /**
   * Appends one record of this batch's tenant and partition.
   *
   * @throws UnsealableRecordException when no verifier would read its row; nothing is appended
   */
  public void add(SealableRecord record) throws IOException {
    requireNext(record);
    long payload = record.payloadBytes();
    requireReadable(record, payload);
    Salts salt = Salts.from(salts);
    Bytes leaf = Entry.of(identity, record, salt).leaf();
    file.add(new SealedRow(record, salt, leaf));
    tree.add(leaf);
    facts.add(record);
    noteSchema(record);
    payloadBytes += payload;
  }

  private void requireNext(SealableRecord record) {
    var received = record.received();
    if (received.offset() <= facts.last()
        || received.partition() != identity.partition()
        || !received.topic().equals(identity.topic())
        || !record.tenant().equals(identity.tenant())) {
      throw new IllegalArgumentException(
          received.position()
              + " of "
              + record.tenant()
              + " does not follow offset "
              + facts.last()
              + " in the batch "
              + identity);
    }
  }

  /** Before anything is copied: the row's exact size is known only once it is encoded. */
  private static void requireReadable(SealableRecord record, long payload) {
    if (payload > BatchLimits.MAX_ROW_BYTES
        || record.received().headers().size() > BatchLimits.MAX_HEADERS) {
      throw new UnsealableRecordException(record);
    }
  }

  private void noteSchema(SealableRecord record) {
    var event = record.event();
    var value = record.received().value();
    if (event != null
        && value != null
        && value.size() >= WIRE_HEADER_BYTES
        && !event.schemaText().isEmpty()) {
      schemas.computeIfAbsent(
          new SchemaName(registryId(value), event.schemaSha256()),
          name -> new SealedSchema(name.registryId(), name.sha256(), event.schemaText()));
    }
  }

  /** The registry id in a wire-format value of at least five bytes. */
  public static int registryId(Bytes value) {
    return ByteBuffer.wrap(value.unsafeArray()).getInt(1);
  }

  /** Records so far. */
  public long count() {
    return tree.size();
  }

  /** Bytes of keys, values and headers so far: a reader bounds the whole object. */
  public long payloadBytes() {
    return payloadBytes;
  }

  /**
   * Ends the object. Its bytes are in the stream when this returns; whether they are durable is the
   * stream's business.
   */
  public UnsequencedHead finish() throws IOException {
    if (count() == 0) {
      throw new IllegalStateException("a batch has at least one record: " + objectKey);
    }
    file.flush();
    var object =
        new BatchFacts.WrittenObject(
            objectKey, Bytes.wrap(digest.digest()), List.copyOf(schemas.values()));
    return facts.head(identity, count(), tree.root(), object);
  }
}
