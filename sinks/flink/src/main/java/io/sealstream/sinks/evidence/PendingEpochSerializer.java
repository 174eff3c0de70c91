package io.sealstream.sinks.evidence;

import io.sealstream.evidence.publish.PendingEpoch;
import io.sealstream.evidence.publish.PendingEpochCodec;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Epochs in checkpoints; older versions stay readable for ever. */
final class PendingEpochSerializer implements SimpleVersionedSerializer<PendingEpoch> {

  @Override
  public int getVersion() {
    return PendingEpochCodec.V1;
  }

  @Override
  public byte[] serialize(PendingEpoch pending) throws IOException {
    return PendingEpochCodec.encode(pending);
  }

  @Override
  public PendingEpoch deserialize(int version, byte[] serialized) throws IOException {
    return PendingEpochCodec.decode(version, serialized);
  }
}
