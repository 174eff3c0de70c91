package io.sealstream.jobs;

import io.sealstream.schemas.codec.AuditEventDecoder;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.RegistryFactory;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import java.io.Serializable;

/** All that a task needs to make a decoder. */
record EventDecoding(RegistryFactory registry, DecoderLimits limits, TenantBinding binding)
    implements Serializable {

  static EventDecoding of(InputConfig input) {
    return new EventDecoding(input.registryFactory(), input.limits(), input.binding());
  }

  /** A decoder that asks this client, which the caller closes. */
  AuditEventDecoder decoder(SchemaRegistryClient client) {
    return new AuditEventDecoder(client, limits, binding);
  }
}
