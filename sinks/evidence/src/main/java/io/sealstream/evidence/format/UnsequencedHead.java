package io.sealstream.evidence.format;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a writer knows of its finished batch. The sealing operator turns it into a {@link BatchHead}
 * by giving it a place in its tenant's chain.
 *
 * @param from first offset in the batch
 * @param to last offset in the batch plus one; offsets between may belong to other tenants
 * @param valueBytes sum of the values' sizes
 * @param minTimeMillis earliest event time; of a record that is no event, the broker's timestamp
 * @param schemas what the batch's values were written with, texts included
 */
public record UnsequencedHead(
    BatchIdentity identity,
    long from,
    long to,
    long count,
    long undecodable,
    long valueBytes,
    long minTimeMillis,
    long maxTimeMillis,
    int minLeaderEpoch,
    int maxLeaderEpoch,
    Bytes batchRoot,
    String objectKey,
    Bytes objectSha256,
    List<SealedSchema> schemas)
    implements Serializable {

  private static final int VERSION = 1;

  public UnsequencedHead {
    schemas = List.copyOf(schemas);
  }

  /** The persisted form, version first. */
  public Bytes encode() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(VERSION);
    text(out, identity.tenant().value());
    text(out, identity.tier());
    text(out, identity.topic());
    out.writeInt(identity.partition());
    for (long number :
        new long[] {from, to, count, undecodable, valueBytes, minTimeMillis, maxTimeMillis}) {
      out.writeLong(number);
    }
    out.writeInt(minLeaderEpoch);
    out.writeInt(maxLeaderEpoch);
    bytes(out, batchRoot);
    text(out, objectKey);
    bytes(out, objectSha256);
    out.writeInt(schemas.size());
    for (SealedSchema schema : schemas) {
      out.writeInt(schema.registryId());
      bytes(out, schema.sha256());
      text(out, schema.text());
    }
    return Bytes.wrap(bytes.toByteArray());
  }

  /**
   * Reads the persisted form.
   *
   * @throws IOException for a version that this program does not know
   */
  public static UnsequencedHead decode(Bytes bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.unsafeArray()));
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("batch head version " + version + ", newest known " + VERSION);
    }
    return new UnsequencedHead(
        new BatchIdentity(new TenantId(text(in)), text(in), text(in), in.readInt()),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        bytes(in),
        text(in),
        bytes(in),
        schemas(in));
  }

  private static List<SealedSchema> schemas(DataInputStream in) throws IOException {
    List<SealedSchema> schemas = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      schemas.add(new SealedSchema(in.readInt(), bytes(in), text(in)));
    }
    return schemas;
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    bytes(out, Bytes.utf8(text));
  }

  private static String text(DataInputStream in) throws IOException {
    return bytes(in).toUtf8();
  }

  private static void bytes(DataOutputStream out, Bytes bytes) throws IOException {
    out.writeInt(bytes.size());
    out.write(bytes.unsafeArray());
  }

  private static Bytes bytes(DataInputStream in) throws IOException {
    return Bytes.wrap(in.readNBytes(in.readInt()));
  }
}
