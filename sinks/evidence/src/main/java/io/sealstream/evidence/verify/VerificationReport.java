package io.sealstream.evidence.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.evidence.VerdictCode;
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
 */
public record VerificationReport(
    Level level,
    String origin,
    List<Problem> problems,
    Map<VerdictCode, Long> counts,
    ArchiveSummary summary) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public VerificationReport {
    problems = List.copyOf(problems);
    counts = Map.copyOf(counts);
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
    if (summary.pendingEpochs() + summary.pendingObjects() > 0) {
      lines.add(
          "pending, past the newest note: %d seals, %d objects"
              .formatted(summary.pendingEpochs(), summary.pendingObjects()));
    }
    lines.add((ok() ? "VERIFIED " : "FAILED ") + level);
    return lines;
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

  /** For programs: one JSON object. */
  public String json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("ok", ok());
    root.put("level", level.name());
    root.put("origin", origin);
    ArrayNode list = root.putArray("problems");
    for (Problem problem : problems) {
      ObjectNode item = list.addObject();
      item.put("code", problem.code().name());
      item.put("where", problem.where());
      item.put("why", problem.why());
    }
    ObjectNode totals = root.putObject("counts");
    new TreeMap<>(counts).forEach((code, count) -> totals.put(code.name(), count));
    ObjectNode covered = root.putObject("covered");
    covered.put("epochs", summary.epochs());
    covered.put("pending_epochs", summary.pendingEpochs());
    covered.put("pending_objects", summary.pendingObjects());
    covered.put("sealed", summary.sealed());
    covered.put("undecodable", summary.undecodable());
    if (summary.minTimeMillis() <= summary.maxTimeMillis()) {
      covered.put("time_min", Instant.ofEpochMilli(summary.minTimeMillis()).toString());
      covered.put("time_max", Instant.ofEpochMilli(summary.maxTimeMillis()).toString());
    }
    ObjectNode partitions = covered.putObject("partitions");
    summary.partitions().forEach((name, partition) -> put(partitions.putObject(name), partition));
    return root.toString();
  }

  private static void put(ObjectNode node, ArchiveSummary.Partition partition) {
    node.put("from", partition.from());
    node.put("to", partition.to());
    node.put("sealed", partition.sealed());
    node.put("undecodable", partition.undecodable());
    node.put("control_slots", partition.controlSlots());
    node.put("lost", partition.lost());
  }
}
