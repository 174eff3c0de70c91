package io.sealstream.sinks.evidence;

import io.sealstream.evidence.SealableRecord;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * How Flink moves a {@link SealableRecord}. It never lies in a savepoint and, source and writer
 * being one chain, never crosses the network in production.
 */
public final class SealableRecordTypeInfo extends TypeInformation<SealableRecord> {
  private static final long serialVersionUID = 1L;
  public static final SealableRecordTypeInfo INSTANCE = new SealableRecordTypeInfo();

  private SealableRecordTypeInfo() {}

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<SealableRecord> getTypeClass() {
    return SealableRecord.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<SealableRecord> createSerializer(SerializerConfig config) {
    return new SealableRecordSerializer();
  }

  @Override
  public String toString() {
    return "SealableRecord";
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof SealableRecordTypeInfo;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealableRecordTypeInfo;
  }

  @Override
  public int hashCode() {
    return SealableRecordTypeInfo.class.hashCode();
  }
}
