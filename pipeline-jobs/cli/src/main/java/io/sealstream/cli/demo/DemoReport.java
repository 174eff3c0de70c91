package io.sealstream.cli.demo;

import io.sealstream.cli.reckoning.PipelineReckoning;
import io.sealstream.evidence.verify.VerificationReport;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a demo found.
 *
 * @param unfed what is not on Kafka as it was fed, a line each
 * @param judgement of the violations
 * @param tampered what became of the tampered copy
 */
record DemoReport(
    PipelineReckoning reckoning,
    List<String> unfed,
    Judgement judgement,
    TamperedCopy.Outcome tampered) {

  /** Whether everything is accounted for and as expected. */
  boolean fine() {
    return reckoning.whole()
        && unfed.isEmpty()
        && judgement.differences().isEmpty()
        && tampered.refusal().isPresent();
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    sums(lines);
    violations(lines);
    evidence(lines);
    lines.add("");
    if (fine()) {
      lines.add("every record is accounted for");
    } else {
      reckoning.differences().forEach(difference -> lines.add("NOT ACCOUNTED FOR: " + difference));
      unfed.forEach(difference -> lines.add("NOT ACCOUNTED FOR: " + difference));
      lines.addAll(judgement.differences());
    }
    return lines;
  }

  private void sums(List<String> lines) {
    var events = reckoning.events();
    var archive = reckoning.archive().summary();
    SortedMap<String, Long> topics = recordsByTopic();
    long records = topics.values().stream().mapToLong(Long::longValue).sum();
    lines.add(pair("records in Kafka", records, "records sealed", archive.sealed()));
    topics.forEach((topic, count) -> lines.add("  %-38s %7d".formatted(topic, count)));
    lines.add(
        pair(
            "events decodable",
            events.distinctEvents(),
            "documents in search",
            reckoning.documents().documents()));
    if (events.decodable() != events.distinctEvents()) {
      lines.add("  (%d records, repeats of an id counted once)".formatted(events.decodable()));
    }
    lines.add(
        pair(
            "records undecodable",
            events.undecodable().size(),
            "in audit.rejected",
            reckoning.rejected().records()));
    events.reasons().forEach((reason, count) -> lines.add("  %-38s %7d".formatted(reason, count)));
  }

  /** As Kafka has them; of events the end offsets are the records. */
  private SortedMap<String, Long> recordsByTopic() {
    SortedMap<String, Long> topics = new TreeMap<>();
    reckoning.events().ends().forEach((at, end) -> topics.merge(topic(at), end, Long::sum));
    reckoning.written().forEach((at, there) -> topics.merge(topic(at), there.records(), Long::sum));
    return topics;
  }

  private static String topic(String partition) {
    return partition.substring(0, partition.lastIndexOf('-'));
  }

  private static String pair(String left, long in, String right, long out) {
    return "%-24s %7d   %-22s %7d   %s"
        .formatted(left, in, right, out, in == out ? "equal" : "DIFFERENT");
  }

  private void violations(List<String> lines) {
    lines.add(
        "violations               %7d   %s"
            .formatted(reckoning.violations().byId().size(), judgement.words()));
    reckoning
        .violations()
        .byPolicy()
        .forEach((policy, count) -> lines.add("  %-50s %5d".formatted(shortened(policy), count)));
  }

  private static String shortened(String title) {
    return title.length() <= 50 ? title : title.substring(0, 49) + "…";
  }

  private void evidence(List<String> lines) {
    VerificationReport archive = reckoning.archive();
    lines.add(
        "epochs sealed            %7d   %s %s, signed as %s"
            .formatted(
                archive.summary().epochs(),
                archive.ok() ? "verified" : "FAILED",
                archive.level(),
                archive.origin()));
    lines.add(
        "tampered copy            %7s   one bit of event %s is another"
            .formatted(tampered.refusal().isPresent() ? "refused" : "PASSED", tampered.eventId()));
    tampered.refusal().ifPresent(problem -> lines.add("  " + problem));
  }
}
