package io.sealstream.sinks.evidence;

import io.sealstream.evidence.publish.PartitionCut;
import io.sealstream.evidence.publish.PartitionCutCodec;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Cuts on their way to the sealer. */
final class PartitionCutSerializer implements SimpleVersionedSerializer<PartitionCut> {

  @Override
  public int getVersion() {
    return PartitionCutCodec.V1;
  }

  @Override
  public byte[] serialize(PartitionCut cut) throws IOException {
    return PartitionCutCodec.encode(cut);
  }

  @Override
  public PartitionCut deserialize(int version, byte[] serialized) throws IOException {
    return PartitionCutCodec.decode(version, serialized);
  }
}
