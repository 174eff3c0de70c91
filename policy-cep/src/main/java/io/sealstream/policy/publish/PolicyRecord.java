package io.sealstream.policy.publish;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A record of the policies topic as it was read.
 *
 * @param offset in the topic's only partition
 * @param timestampMillis when the broker took it
 * @param key null where it has none
 * @param value as UTF-8 text; null for a tombstone
 */
public record PolicyRecord(
    long offset, long timestampMillis, @Nullable String key, @Nullable String value)
    implements Serializable {}
