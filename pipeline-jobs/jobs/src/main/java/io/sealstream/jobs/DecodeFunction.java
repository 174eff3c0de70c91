package io.sealstream.jobs;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.codec.AuditEventDecoder;
import io.sealstream.schemas.codec.DecodeResult;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.RegistryFactory;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Decodes events; counts and skips what cannot be decoded. Such a record is not lost: the evidence
 * job, which reads the same topics with the same decoder, seals it in place and copies it to {@code
 * audit.rejected}. It alone does, so that each is there once.
 */
final class DecodeFunction extends ProcessFunction<ReceivedRecord, DecodedEvent> {
  private static final long serialVersionUID = 1L;

  private final RegistryFactory registryFactory;
  private final DecoderLimits limits;
  private final TenantBinding binding;
  private transient @Nullable SchemaRegistryClient registry;
  private transient @Nullable AuditEventDecoder decoder;
  private transient @Nullable Counter skipped;

  DecodeFunction(InputConfig input) {
    this(input.registryFactory(), input.limits(), input.binding());
  }

  DecodeFunction(RegistryFactory registryFactory, DecoderLimits limits, TenantBinding binding) {
    this.registryFactory = registryFactory;
    this.limits = limits;
    this.binding = binding;
  }

  @Override
  public void open(OpenContext context) {
    SchemaRegistryClient client = registryFactory.open();
    registry = client;
    decoder = new AuditEventDecoder(client, limits, binding);
    skipped =
        getRuntimeContext()
            .getMetricGroup()
            .addGroup("sealstream")
            .addGroup("input")
            .counter("numRecordsUndecodable");
  }

  @Override
  public void processElement(ReceivedRecord record, Context context, Collector<DecodedEvent> out) {
    DecodeResult result = Objects.requireNonNull(decoder, "not opened").decode(record);
    if (result instanceof DecodeResult.Decoded decoded) {
      out.collect(
          new DecodedEvent(
              decoded.event(),
              record.topic(),
              record.partition(),
              record.offset(),
              record.timestampMillis()));
    } else {
      Objects.requireNonNull(skipped, "not opened").inc();
    }
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }
}
