package io.sealstream.evidence.format;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.Serializable;

/** A head, and what opens its blinded tenant. */
public record NamedHead(BatchHead head, TenantId tenant, Bytes salt) implements Serializable {

  /** The batch the head is about. */
  public BatchIdentity identity() {
    return new BatchIdentity(tenant, head.tier(), head.topic(), head.partition());
  }
}
