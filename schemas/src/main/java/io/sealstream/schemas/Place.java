package io.sealstream.schemas;

/** Where something lies on Kafka. */
public interface Place {
  String topic();

  int partition();

  long offset();
}
