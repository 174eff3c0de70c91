package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.EpochSeal.ReceiptRef;
import io.sealstream.evidence.format.TenantState;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Byte form of {@link SealerState} as it lies in savepoints: a version, then the fields. */
public final class SealerStateCodec {
  private static final int V1 = 1;

  private SealerStateCodec() {}

  public static byte[] encode(SealerState state) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeInt(V1);
    out.writeLong(state.nextEpoch());
    out.writeLong(state.openedAtMillis());
    out.writeInt(state.next().size());
    for (Map.Entry<PartitionId, Long> entry : state.next().entrySet()) {
      Wire.writePartition(out, entry.getKey());
      out.writeLong(entry.getValue());
    }
    out.writeInt(state.sealHashes().size());
    for (Map.Entry<Long, Bytes> entry : state.sealHashes().entrySet()) {
      out.writeLong(entry.getKey());
      Wire.writeBytes(out, entry.getValue());
    }
    out.writeInt(state.tenants().size());
    for (TenantState tenant : state.tenants()) {
      out.writeUTF(tenant.tenant().value());
      Wire.writeBytes(out, tenant.salt());
      out.writeLong(tenant.sequence());
      Wire.writeBytes(out, tenant.head());
    }
    out.writeLong(state.receipt().epoch());
    Wire.writeBytes(out, state.receipt().sha256());
    Wire.writeBytes(out, state.policySet());
    return bytes.toByteArray();
  }

  /**
   * Reads what any version up to this one wrote.
   *
   * @throws IOException for a newer version or damaged bytes
   */
  public static SealerState decode(byte[] encoded) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(encoded));
    int version = in.readInt();
    return switch (version) {
      case V1 -> readV1(in);
      default -> throw new IOException("sealer state version " + version + ", newest known " + V1);
    };
  }

  private static SealerState readV1(DataInputStream in) throws IOException {
    long nextEpoch = in.readLong();
    long openedAtMillis = in.readLong();
    var next = new TreeMap<PartitionId, Long>();
    for (int left = in.readInt(); left > 0; left--) {
      next.put(Wire.readPartition(in), in.readLong());
    }
    var hashes = new TreeMap<Long, Bytes>();
    for (int left = in.readInt(); left > 0; left--) {
      hashes.put(in.readLong(), Wire.readBytes(in));
    }
    List<TenantState> tenants = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      tenants.add(
          new TenantState(
              new TenantId(in.readUTF()), Wire.readBytes(in), in.readLong(), Wire.readBytes(in)));
    }
    var receipt = new ReceiptRef(in.readLong(), Wire.readBytes(in));
    Bytes policySet = Wire.readBytes(in);
    return new SealerState(nextEpoch, next, hashes, tenants, receipt, policySet, openedAtMillis);
  }
}
