package io.sealstream.schemas.codec;

import io.sealstream.schemas.Bytes;
import org.apache.avro.Schema;

/**
 * A registered schema.
 *
 * @param id its id in the registry
 * @param canonicalText RFC 8785 form of the full schema text (not Avro's parsing form, which drops
 *     logical types and classification)
 * @param sha256 hash of the canonical text: what evidence names
 */
public record WriterSchema(int id, Schema schema, String canonicalText, Bytes sha256) {}
