package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.UnsequencedHead;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Byte form of {@link PartitionCut}; it crosses the network and lies in checkpoints. */
public final class PartitionCutCodec {
  public static final int V1 = 1;

  private PartitionCutCodec() {}

  public static byte[] encode(PartitionCut cut) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    Wire.writePartition(out, cut.partition());
    out.writeInt(cut.runs().size());
    for (OffsetRun run : cut.runs()) {
      out.writeLong(run.from());
      out.writeLong(run.to());
      out.writeLong(run.count());
    }
    out.writeInt(cut.batches().size());
    for (StagedBatch batch : cut.batches()) {
      Wire.writeBytes(out, batch.head().encode());
      Wire.writeStaged(out, batch.object());
    }
    out.writeBoolean(cut.oldestAppendMillis().isPresent());
    out.writeLong(cut.oldestAppendMillis().orElse(0));
    return bytes.toByteArray();
  }

  /**
   * Reads what this version or an older one wrote.
   *
   * @throws IOException for a newer version or damaged bytes
   */
  public static PartitionCut decode(int version, byte[] encoded) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(encoded));
    return switch (version) {
      case V1 -> readV1(in);
      default -> throw new IOException("partition cut version " + version + ", newest known " + V1);
    };
  }

  private static PartitionCut readV1(DataInputStream in) throws IOException {
    PartitionId partition = Wire.readPartition(in);
    List<OffsetRun> runs = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      runs.add(new OffsetRun(in.readLong(), in.readLong(), in.readLong()));
    }
    List<StagedBatch> batches = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      batches.add(new StagedBatch(UnsequencedHead.decode(Wire.readBytes(in)), Wire.readStaged(in)));
    }
    boolean appended = in.readBoolean();
    long oldest = in.readLong();
    return new PartitionCut(
        partition, runs, batches, appended ? OptionalLong.of(oldest) : OptionalLong.empty());
  }
}
