package io.sealstream.evidence.format;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.TenantId;
import java.io.Serializable;
import java.util.Map;

/**
 * Where a tenant's chain of heads stands.
 *
 * @param salt blinds the tenant's name, for ever the same
 * @param sequence of its newest head
 * @param head hash of its newest head
 */
public record TenantState(TenantId tenant, Bytes salt, long sequence, Bytes head)
    implements Serializable {

  Map<String, Object> json() {
    return Map.of(
        "head", head.toHex(),
        "salt", salt.toHex(),
        "sequence", Long.toString(sequence),
        "tenant", tenant.value());
  }

  static TenantState read(Fields json) {
    return new TenantState(
        new TenantId(json.text("tenant")),
        json.hex("salt"),
        json.number("sequence"),
        json.hash("head"));
  }
}
