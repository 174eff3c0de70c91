package io.sealstream.jobs;

import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.RegistryFactory;
import java.io.Serializable;

/** All that a task needs to make a decoder. */
record EventDecoding(RegistryFactory registry, DecoderLimits limits, TenantBinding binding)
    implements Serializable {

  static EventDecoding of(InputConfig input) {
    return new EventDecoding(input.registryFactory(), input.limits(), input.binding());
  }
}
