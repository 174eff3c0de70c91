package io.sealstream.jobs;

import io.sealstream.evidence.records.RecordKind;
import io.sealstream.evidence.records.SealedTopics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** Reads and checks which topics are sealed, and as what. */
final class SealedTopicsConfig {
  private static final Map<RecordKind, ConfigOption<String>> OWN =
      new EnumMap<>(
          Map.of(
              RecordKind.VIOLATIONS, EvidenceOptions.VIOLATIONS_TOPIC,
              RecordKind.DECISIONS, EvidenceOptions.DECISIONS_TOPIC,
              RecordKind.POLICIES, EvidenceOptions.POLICIES_TOPIC));

  private SealedTopicsConfig() {}

  /**
   * The input topics and our own. What the policy job and {@code policy publish} write may come in
   * transactions, so those topics always may have holes.
   */
  static SealedTopics from(ReadableConfig raw, InputConfig input, List<String> problems) {
    Map<String, RecordKind> kinds = new TreeMap<>();
    input.topics().forEach(topic -> kinds.put(topic, RecordKind.EVENTS));
    var holes = new TreeSet<>(raw.get(EvidenceOptions.HOLES_ALLOWED));
    OWN.forEach(
        (kind, option) -> {
          String topic = raw.get(option);
          if (topic.isBlank()) {
            return;
          }
          if (kinds.putIfAbsent(topic, kind) != null) {
            problems.add(
                "%s is %s, which is sealed as other records already: name another topic"
                    .formatted(option.key(), topic));
          }
          holes.add(topic);
        });
    String rejected = raw.get(EvidenceOptions.REJECTED_TOPIC);
    if (kinds.containsKey(rejected)) {
      problems.add(
          "%s is %s, which is sealed: its copies would be rejected and copied again"
              .formatted(EvidenceOptions.REJECTED_TOPIC.key(), rejected));
    }
    return new SealedTopics(kinds, holes);
  }
}
