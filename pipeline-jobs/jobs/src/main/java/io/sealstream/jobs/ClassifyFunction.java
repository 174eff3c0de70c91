package io.sealstream.jobs;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.AuditEventDecoder;
import io.sealstream.schemas.codec.DecodeResult;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.RejectedCopies;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.RegistryFactory;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.typeinfo.AvroRecordTypeInfo;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Rejected;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Says of every record whose it is. Each goes on to be sealed; one that is no event is sealed under
 * {@link TenantId#UNATTRIBUTED} and copied whole to {@link #REJECTED} as well.
 */
final class ClassifyFunction extends ProcessFunction<ReceivedRecord, SealableRecord> {
  private static final long serialVersionUID = 1L;
  private static final String STAGE = "decode";

  static final OutputTag<Rejected> REJECTED =
      new OutputTag<>("rejected", AvroRecordTypeInfo.of(Rejected.class));

  private final RegistryFactory registryFactory;
  private final DecoderLimits limits;
  private final TenantBinding binding;
  private final RejectedCopies copies;
  private transient @Nullable SchemaRegistryClient registry;
  private transient @Nullable AuditEventDecoder decoder;

  ClassifyFunction(InputConfig input, RejectedCopies copies) {
    this(input.registryFactory(), input.limits(), input.binding(), copies);
  }

  ClassifyFunction(
      RegistryFactory registryFactory,
      DecoderLimits limits,
      TenantBinding binding,
      RejectedCopies copies) {
    this.registryFactory = registryFactory;
    this.limits = limits;
    this.binding = binding;
    this.copies = copies;
  }

  @Override
  public void open(OpenContext context) {
    SchemaRegistryClient client = registryFactory.open();
    registry = client;
    decoder = new AuditEventDecoder(client, limits, binding);
  }

  @Override
  public void processElement(
      ReceivedRecord record, Context context, Collector<SealableRecord> out) {
    DecodeResult result = Objects.requireNonNull(decoder, "not opened").decode(record);
    if (result instanceof DecodeResult.Decoded decoded) {
      out.collect(
          new SealableRecord(
              record, new TenantId(decoded.event().getTenantId()), null, facts(decoded)));
    } else if (result instanceof DecodeResult.Undecodable undecodable) {
      out.collect(new SealableRecord(record, TenantId.UNATTRIBUTED, undecodable.reason(), null));
      context.output(
          REJECTED, copies.of(record, STAGE, undecodable.reason(), undecodable.detail()));
    }
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }

  private static SealableRecord.EventFacts facts(DecodeResult.Decoded decoded) {
    AuditEvent event = decoded.event();
    return new SealableRecord.EventFacts(
        event.getId(),
        event.getTime().toEpochMilli(),
        event.getEmitter().getId(),
        event.getEmitter().getEpoch(),
        event.getEmitter().getSeq(),
        decoded.schema().sha256(),
        decoded.schema().canonicalText(),
        event.getCategory().name());
  }
}
