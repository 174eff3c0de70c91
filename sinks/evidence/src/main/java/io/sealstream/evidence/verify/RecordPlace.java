package io.sealstream.evidence.verify;

import io.sealstream.evidence.format.BatchHead;
import io.sealstream.evidence.format.Coverage;
import io.sealstream.evidence.publish.PartitionId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a record lay in Kafka. */
public record RecordPlace(PartitionId partition, long offset) {
  private static final Pattern TEXT = Pattern.compile("([a-zA-Z0-9._-]+)-(\\d{1,9})@(\\d{1,18})");

  /**
   * Reads {@code topic-partition@offset}, as reports and messages name a record.
   *
   * @throws IllegalArgumentException for other text
   */
  public static RecordPlace parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no place: say TOPIC-PARTITION@OFFSET, such as audit.events-0@17");
    }
    return new RecordPlace(
        new PartitionId(parts.group(1), Integer.parseInt(parts.group(2))),
        Long.parseLong(parts.group(3)));
  }

  boolean isOf(Coverage coverage) {
    return partition.topic().equals(coverage.topic())
        && partition.partition() == coverage.partition();
  }

  /** Whether a batch's range has it; so may the batches of other tenants. */
  boolean mayBeIn(BatchHead head) {
    return partition.topic().equals(head.topic())
        && partition.partition() == head.partition()
        && offset >= head.from()
        && offset < head.to();
  }

  @Override
  public String toString() {
    return partition + "@" + offset;
  }
}
