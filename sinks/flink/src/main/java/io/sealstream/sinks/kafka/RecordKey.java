package io.sealstream.sinks.kafka;

import java.io.Serializable;

/** The Kafka key of a record: records of one key keep their order. */
@FunctionalInterface
public interface RecordKey<T> extends Serializable {
  String of(T element);
}
