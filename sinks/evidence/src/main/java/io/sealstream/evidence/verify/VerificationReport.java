package io.sealstream.evidence.verify;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.hold.HeldCase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The outcome: what is wrong, and what is covered.
 *
 * @param problems at most a hundred of each code
 * @param counts of every code, those not kept included
 * @param rotations changes of keys that the seals announce, at most a hundred; none below L2
 * @param holds cases that hold something, as the archive's unsigned records say; none below L3
 */
public record VerificationReport(
    Level level,
    String origin,
    List<Problem> problems,
    Map<VerdictCode, Long> counts,
    List<KeyRotation> rotations,
    List<HeldCase> holds,
    ArchiveSummary summary) {

  public VerificationReport {
    problems = List.copyOf(problems);
    counts = Map.copyOf(counts);
    rotations = List.copyOf(rotations);
    holds = List.copyOf(holds);
  }

  /** Whether everything asked for holds. Findings do not count against it. */
  public boolean ok() {
    return counts.keySet().stream().noneMatch(VerdictCode::isFailure);
  }

  /** For people: one line per problem, then what is covered, then the verdict. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    problems.forEach(problem -> lines.add(problem.toString()));
    lines.addAll(notKept());
    lines.add(
        "covers %d epochs of %s, %d records sealed, %d of them undecodable%s"
            .formatted(summary.epochs(), origin, summary.sealed(), summary.undecodable(), times()));
    summary.partitions().forEach((name, partition) -> lines.add(line(name, partition)));
    rotations.forEach(rotation -> lines.add("  " + rotation));
    holds.forEach(held -> lines.add(held + " (recorded, not signed)"));
    if (summary.pendingEpochs() + summary.pendingObjects() > 0) {
      lines.add(
          "pending, past the newest note: %d seals, %d objects"
              .formatted(summary.pendingEpochs(), summary.pendingObjects()));
    }
    lines.add((ok() ? "VERIFIED " : "FAILED ") + level + skipped());
    return lines;
  }

  private String skipped() {
    return level == Level.L6 ? " without L5: decisions are not run again" : "";
  }

  /** One line for each code of which there are more than are listed. */
  private List<String> notKept() {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<VerdictCode, Long> count : new TreeMap<>(counts).entrySet()) {
      long kept = problems.stream().filter(p -> p.code() == count.getKey()).count();
      if (kept < count.getValue()) {
        lines.add(count.getKey() + " ...: " + (count.getValue() - kept) + " more of these");
      }
    }
    return lines;
  }

  private static String line(String name, ArchiveSummary.Partition p) {
    return "  %s offsets %d to %d: %d sealed, %d control slots, %d lost"
        .formatted(name, p.from(), p.to(), p.sealed(), p.controlSlots(), p.lost());
  }

  private String times() {
    return summary.minTimeMillis() > summary.maxTimeMillis()
        ? ""
        : ", event time "
            + Instant.ofEpochMilli(summary.minTimeMillis())
            + " to "
            + Instant.ofEpochMilli(summary.maxTimeMillis());
  }
}
