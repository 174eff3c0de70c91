package io.sealstream.schemas.typeinfo;

import io.sealstream.schemas.ReceivedRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** How Flink moves and stores a {@link ReceivedRecord}: field by field, no reflection. */
public final class ReceivedRecordTypeInfo {
  public static final TypeInformation<ReceivedRecord> INSTANCE =
      new ValueTypeInfo<>(ReceivedRecord.class, new ReceivedRecordSerializer());

  private ReceivedRecordTypeInfo() {}
}
