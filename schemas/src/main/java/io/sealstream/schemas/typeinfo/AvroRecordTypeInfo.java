package io.sealstream.schemas.typeinfo;

import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * How Flink moves and stores generated Avro records: in Avro binary, under the class's own schema.
 *
 * <p>The schema's text goes into every savepoint. One written under another version of the schema
 * is restored through Avro's schema resolution; a version that cannot be read, or that gives a
 * field another logical type, is refused at restore.
 *
 * <p>Records count as immutable: a copy is the same instance, so nobody may change one that was
 * emitted.
 */
public final class AvroRecordTypeInfo {
  private AvroRecordTypeInfo() {}

  /** Type information of the generated class. */
  public static <T extends SpecificRecord> TypeInformation<T> of(Class<T> type) {
    return new ValueTypeInfo<>(type, new AvroRecordSerializer<>(type));
  }
}
