package io.sealstream.evidence.publish;

import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.store.StagedObject;
import io.sealstream.schemas.Bytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The small values that persisted forms of this package are made of. */
final class Wire {
  private Wire() {}

  static void writeBytes(DataOutputStream out, Bytes bytes) throws IOException {
    out.writeInt(bytes.size());
    out.write(bytes.unsafeArray());
  }

  static Bytes readBytes(DataInputStream in) throws IOException {
    int size = in.readInt();
    byte[] bytes = in.readNBytes(size);
    if (bytes.length != size) {
      throw new IOException("truncated: " + bytes.length + " of " + size + " bytes");
    }
    return Bytes.wrap(bytes);
  }

  static void writePartition(DataOutputStream out, PartitionId partition) throws IOException {
    out.writeUTF(partition.topic());
    out.writeInt(partition.partition());
  }

  static PartitionId readPartition(DataInputStream in) throws IOException {
    return new PartitionId(in.readUTF(), in.readInt());
  }

  static void writeLock(DataOutputStream out, LockRequest lock) throws IOException {
    out.writeUTF(lock.mode().name());
    out.writeLong(lock.retainUntil().toEpochMilli());
  }

  static LockRequest readLock(DataInputStream in) throws IOException {
    return new LockRequest(LockMode.valueOf(in.readUTF()), Instant.ofEpochMilli(in.readLong()));
  }

  static void writeStaged(DataOutputStream out, StagedObject staged) throws IOException {
    out.writeUTF(staged.key());
    out.writeUTF(staged.uploadId());
    out.writeInt(staged.partTags().size());
    for (String tag : staged.partTags()) {
      out.writeUTF(tag);
    }
    out.writeLong(staged.size());
    writeBytes(out, staged.sha256());
    out.writeUTF(staged.retentionTag());
  }

  static StagedObject readStaged(DataInputStream in) throws IOException {
    String key = in.readUTF();
    String uploadId = in.readUTF();
    List<String> tags = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      tags.add(in.readUTF());
    }
    return new StagedObject(key, uploadId, tags, in.readLong(), readBytes(in), in.readUTF());
  }
}
