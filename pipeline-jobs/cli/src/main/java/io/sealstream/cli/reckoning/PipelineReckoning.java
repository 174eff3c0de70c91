package io.sealstream.cli.reckoning;

import io.sealstream.evidence.verify.ArchiveSummary;
import io.sealstream.evidence.verify.VerificationReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * What went in beside what came out. Every input is in exactly one place on each path, or not.
 *
 * @param written what the sealed topics hold that are no input, by partition
 */
public record PipelineReckoning(
    EventsReckoning events,
    SortedMap<String, Written> written,
    RejectedReckoning rejected,
    ViolationsReckoning violations,
    VerificationReport archive,
    DocumentsReckoning documents) {
  private static final int SHOWN = 5;

  /** Whether everything is accounted for. */
  public boolean whole() {
    return differences().isEmpty();
  }

  /** One line for each thing that does not add up, with examples. */
  public List<String> differences() {
    List<String> differences = new ArrayList<>();
    kafka(differences);
    sealed(differences);
    copied(differences);
    indexed(differences);
    return differences;
  }

  private void kafka(List<String> differences) {
    if (events.endOffsets() != events.records()) {
      differences.add(
          "Kafka has %d records, of which %d could be read"
              .formatted(events.endOffsets(), events.records()));
    }
  }

  private void sealed(List<String> differences) {
    if (!archive.ok()) {
      differences.add("the archive does not verify: " + archive.counts());
    }
    Map<String, ArchiveSummary.Partition> sealed = archive.summary().partitions();
    events
        .ends()
        .forEach(
            (partition, end) -> {
              ArchiveSummary.Partition covered = sealed.get(partition);
              if (covered == null
                  || covered.from() != 0
                  || covered.to() != end
                  || covered.sealed() != end) {
                differences.add("%s: %d records, sealed is %s".formatted(partition, end, covered));
              }
            });
    written.forEach(
        (partition, there) -> {
          ArchiveSummary.Partition covered = sealed.get(partition);
          if (!there.isSealedIn(covered)) {
            differences.add("%s: %s, sealed is %s".formatted(partition, there, covered));
          }
        });
    if (archive.summary().undecodable() != events.undecodable().size()) {
      differences.add(
          "%d records cannot be decoded, %d are sealed as such"
              .formatted(events.undecodable().size(), archive.summary().undecodable()));
    }
  }

  private void copied(List<String> differences) {
    Map<String, Undecodable> wanted = events.undecodable();
    Map<String, Undecodable> copies = rejected.copies();
    examples(differences, "not in audit.rejected", minus(wanted.keySet(), copies.keySet()));
    examples(differences, "rejected for nothing", minus(copies.keySet(), wanted.keySet()));
    examples(differences, "rejected twice", new TreeSet<>(rejected.repeated()));
    Set<String> changed = new TreeSet<>(copies.keySet());
    changed.removeIf(
        at -> !wanted.containsKey(at) || Objects.equals(copies.get(at), wanted.get(at)));
    examples(differences, "rejected with other bytes or another reason", changed);
  }

  private void indexed(List<String> differences) {
    events
        .idsByTenant()
        .forEach(
            (tenant, ids) -> {
              Set<String> found = documents.idsByTenant().getOrDefault(tenant, Set.of());
              examples(differences, tenant + ": not indexed", minus(ids, found));
              examples(differences, tenant + ": indexed for nothing", minus(found, ids));
            });
    if (documents.documents() != events.distinctEvents()) {
      differences.add(
          "%d events, %d documents".formatted(events.distinctEvents(), documents.documents()));
    }
  }

  private static Set<String> minus(Set<String> from, Set<String> what) {
    Set<String> rest = new TreeSet<>(from);
    rest.removeAll(what);
    return rest;
  }

  private static void examples(List<String> differences, String what, Set<String> where) {
    if (!where.isEmpty()) {
      differences.add(
          "%s: %d, such as %s".formatted(what, where.size(), where.stream().limit(SHOWN).toList()));
    }
  }
}
