package io.sealstream.schemas;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka record exactly as the broker delivered it: what evidence seals.
 *
 * @param leaderEpoch the partition leader's epoch, -1 where the broker did not say
 * @param timestampMillis the broker's timestamp of the record, milliseconds since 1970
 * @param value null for a tombstone
 */
public record ReceivedRecord(
    String topic,
    int partition,
    long offset,
    int leaderEpoch,
    long timestampMillis,
    TimestampKind timestampKind,
    @Nullable Bytes key,
    @Nullable Bytes value,
    List<RecordHeader> headers)
    implements Place, Serializable {

  /**
   * Who set the record's timestamp. The numbers are persisted in evidence entries: never change
   * one.
   */
  public enum TimestampKind {
    NONE(0),
    CREATE_TIME(1),
    LOG_APPEND_TIME(2);

    private final int code;

    TimestampKind(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }

    public static TimestampKind of(int code) {
      for (TimestampKind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no timestamp kind " + code);
    }
  }

  public ReceivedRecord {
    headers = List.copyOf(headers);
  }

  /** {@code topic-partition@offset}, for messages. */
  public String position() {
    return topic + "-" + partition + "@" + offset;
  }
}
