package io.sealstream.evidence.format;

import io.sealstream.schemas.Bytes;
import java.io.Serializable;

/**
 * A schema that values of an epoch were written with. The seal binds the registry id in a value's
 * first bytes to the schema's hash.
 *
 * @param text RFC 8785 form, to be stored as {@code schemas/<sha256>.avsc}; empty when read back
 *     from a heads file
 */
public record SealedSchema(int registryId, Bytes sha256, String text) implements Serializable {

  SealedSchema withoutText() {
    return new SealedSchema(registryId, sha256, "");
  }
}
