package io.sealstream.schemas;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** One Kafka header as received. Names may repeat; order matters. */
public record RecordHeader(String name, @Nullable Bytes value) implements Serializable {}
