package io.sealstream.schemas.codec;

import io.sealstream.schemas.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * What a record of ours that is no event says of itself, as far as evidence names it.
 *
 * @param schema what it was written with; null for one that is no Avro
 */
public record RecordFacts(
    TenantId tenant, String id, long timeMillis, @Nullable WriterSchema schema) {}
