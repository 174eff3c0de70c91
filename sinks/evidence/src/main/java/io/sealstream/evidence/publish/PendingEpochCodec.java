package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.SealedSchema;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.store.StagedObject;
import io.sealstream.schemas.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Byte form of {@link PendingEpoch} as it lies in checkpoints. */
public final class PendingEpochCodec {
  public static final int V1 = 1;

  private PendingEpochCodec() {}

  public static byte[] encode(PendingEpoch pending) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeLong(pending.epoch());
    out.writeLong(pending.checkpointId());
    Wire.writeBytes(out, pending.seal());
    Wire.writeBytes(out, pending.heads());
    out.writeInt(pending.objects().size());
    for (StagedObject object : pending.objects()) {
      Wire.writeStaged(out, object);
    }
    out.writeInt(pending.schemas().size());
    for (SealedSchema schema : pending.schemas()) {
      out.writeInt(schema.registryId());
      Wire.writeBytes(out, schema.sha256());
      Wire.writeBytes(out, Bytes.utf8(schema.text()));
    }
    Wire.writeBytes(out, pending.retention());
    Wire.writeLock(out, pending.lock());
    out.writeInt(pending.oldestAppendsMillis().size());
    for (long oldest : pending.oldestAppendsMillis()) {
      out.writeLong(oldest);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what this version or an older one wrote.
   *
   * @throws IOException for a newer version or damaged bytes
   */
  public static PendingEpoch decode(int version, byte[] encoded) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(encoded));
    return switch (version) {
      case V1 -> readV1(in);
      default -> throw new IOException("pending epoch version " + version + ", newest known " + V1);
    };
  }

  private static PendingEpoch readV1(DataInputStream in) throws IOException {
    long epoch = in.readLong();
    long checkpointId = in.readLong();
    Bytes seal = Wire.readBytes(in);
    Bytes heads = Wire.readBytes(in);
    List<StagedObject> objects = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      objects.add(Wire.readStaged(in));
    }
    List<SealedSchema> schemas = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      schemas.add(new SealedSchema(in.readInt(), Wire.readBytes(in), Wire.readBytes(in).toUtf8()));
    }
    Bytes retention = Wire.readBytes(in);
    LockRequest lock = Wire.readLock(in);
    List<Long> oldest = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      oldest.add(in.readLong());
    }
    return new PendingEpoch(
        epoch, checkpointId, seal, heads, objects, schemas, retention, lock, oldest);
  }
}
