package io.sealstream.evidence.format;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of every offset of one partition in one epoch: {@code to - from = sealed +
 * controlSlots + lost}.
 *
 * @param from the previous seal's {@code to}
 * @param sealed entries in this epoch's batches, undecodable ones included
 * @param controlSlots offsets that hold no record: only where gaps are declared
 * @param gapsDeclared whether the topic is written in transactions or compacted
 * @param lost what retention took before it could be sealed
 * @param minLeaderEpoch -1, like the maximum, where nothing was sealed or the broker did not say
 */
public record Coverage(
    String topic,
    int partition,
    long from,
    long to,
    long sealed,
    long undecodable,
    long controlSlots,
    boolean gapsDeclared,
    List<OffsetRange> lost,
    int minLeaderEpoch,
    int maxLeaderEpoch)
    implements Serializable {

  public Coverage {
    lost = List.copyOf(lost);
  }

  /** {@code topic-partition}. */
  public String topicPartition() {
    return topic + "-" + partition;
  }

  /** Number of lost offsets. */
  public long lostCount() {
    return lost.stream().mapToLong(OffsetRange::length).sum();
  }

  Map<String, Object> json() {
    Map<String, Object> json = new TreeMap<>();
    json.put("control_slots", Long.toString(controlSlots));
    json.put("from", Long.toString(from));
    json.put("gaps_declared", gapsDeclared);
    json.put("leader_epoch_max", maxLeaderEpoch);
    json.put("leader_epoch_min", minLeaderEpoch);
    json.put("lost", lost.stream().map(Coverage::json).toList());
    json.put("partition", partition);
    json.put("sealed", Long.toString(sealed));
    json.put("to", Long.toString(to));
    json.put("topic", topic);
    json.put("undecodable", Long.toString(undecodable));
    return json;
  }

  private static Map<String, Object> json(OffsetRange range) {
    return Map.of("from", Long.toString(range.from()), "to", Long.toString(range.to()));
  }

  static Coverage read(Fields json) {
    return new Coverage(
        json.text("topic"),
        json.integer("partition"),
        json.number("from"),
        json.number("to"),
        json.number("sealed"),
        json.number("undecodable"),
        json.number("control_slots"),
        json.flag("gaps_declared"),
        json.objects("lost", range -> new OffsetRange(range.number("from"), range.number("to"))),
        json.integer("leader_epoch_min"),
        json.integer("leader_epoch_max"));
  }
}
