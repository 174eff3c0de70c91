package io.sealstream.cli.demo;

import io.sealstream.cli.reckoning.PipelineReckoning;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.EvidenceStores;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.Problem;
import io.sealstream.evidence.verify.VerificationReport;
import io.sealstream.evidence.verify.VerifyOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a demo found. */
final class DemoReport {
  private final PipelineReckoning reckoning;
  private final Judgement judgement;
  private final TamperedCopy copy;
  private final VerificationReport tampered;

  /**
   * Verifies the tampered copy.
   *
   * @param judgement of the violations
   */
  DemoReport(PipelineReckoning reckoning, Judgement judgement, TamperedCopy copy, TrustFile trust)
      throws IOException {
    this.reckoning = reckoning;
    this.judgement = judgement;
    this.copy = copy;
    try (EvidenceStore store = EvidenceStores.open(copy.folder().toString(), Map.of())) {
      this.tampered = EvidenceVerifier.verify(store, trust, VerifyOptions.DEFAULT);
    }
  }

  /** Whether everything is accounted for and as expected. */
  boolean fine() {
    return reckoning.whole() && judgement.differences().isEmpty() && refusal().isPresent();
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
      lines.addAll(judgement.differences());
    }
    return lines;
  }

  private void sums(List<String> lines) {
    var events = reckoning.events();
    var archive = reckoning.archive().summary();
    lines.add(pair("records in Kafka", events.endOffsets(), "records sealed", archive.sealed()));
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
            .formatted(refusal().isPresent() ? "refused" : "PASSED", copy.eventId()));
    refusal().ifPresent(problem -> lines.add("  " + problem));
  }

  /** The problem that names the changed event. */
  private Optional<Problem> refusal() {
    return tampered.problems().stream()
        .filter(problem -> problem.code() == VerdictCode.PAYLOAD_HASH)
        .filter(problem -> problem.where().endsWith(" event " + copy.eventId()))
        .findFirst();
  }
}
