package io.sealstream.sinks.search;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.TenantId;
import java.io.Serializable;

/**
 * One document on its way into the index.
 *
 * @param id the event's id, and the document's
 * @param json the document, UTF-8
 * @param origin the record it was made from: what {@code audit.rejected} gets if the index refuses
 *     the document
 */
public record SearchDocument(TenantId tenant, String id, Bytes json, ReceivedRecord origin)
    implements Serializable {}
