package io.sealstream.evidence.verify;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.BatchHead;
import io.sealstream.evidence.format.Coverage;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.NamedHead;
import io.sealstream.evidence.format.OffsetRange;
import io.sealstream.schemas.TenantId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** L3 over partitions: every offset accounted for, without gap or overlap, seal after seal. */
final class CoverageCheck {
  private final Problems problems;
  private final Set<String> gapFree;
  private final Map<String, ArchiveSummary.Partition> partitions = new TreeMap<>();
  private final Map<String, Integer> leaderEpochs = new HashMap<>();

  CoverageCheck(Problems problems, List<String> gapFreeTopics) {
    this.problems = problems;
    this.gapFree = Set.copyOf(gapFreeTopics);
  }

  Map<String, ArchiveSummary.Partition> partitions() {
    return partitions;
  }

  void seal(EpochSeal seal) {
    Set<String> seen = new HashSet<>();
    for (Coverage coverage : seal.coverage()) {
      String where = where(seal, coverage.topicPartition());
      if (!seen.add(coverage.topicPartition())) {
        problems.add(VerdictCode.COVERAGE_OVERLAP, where, "listed twice");
      }
      equation(coverage, where);
      leaderEpoch(coverage, where);
      follow(coverage, where);
    }
    for (String known : partitions.keySet()) {
      if (!seen.contains(known)) {
        problems.add(
            VerdictCode.PARTITION_LOST, where(seal, known), "not in the coverage any more");
      }
    }
  }

  private static String where(EpochSeal seal, String topicPartition) {
    return "epoch " + seal.epoch() + " " + topicPartition;
  }

  private void equation(Coverage c, String where) {
    boolean negative = c.from() < 0 || c.to() < c.from() || c.sealed() < 0 || c.controlSlots() < 0;
    if (negative || c.to() - c.from() != c.sealed() + c.controlSlots() + c.lostCount()) {
      problems.add(
          VerdictCode.COUNT_EQUATION,
          where,
          (c.to() - c.from())
              + " offsets, but "
              + c.sealed()
              + " sealed, "
              + c.controlSlots()
              + " control slots and "
              + c.lostCount()
              + " lost");
    }
    if (c.undecodable() < 0 || c.undecodable() > c.sealed()) {
      problems.add(VerdictCode.COUNT_EQUATION, where, "more undecodable than sealed");
    }
    if (c.controlSlots() > 0 && (!c.gapsDeclared() || gapFree.contains(c.topic()))) {
      problems.add(
          VerdictCode.GAP_NOT_ALLOWED,
          where,
          c.controlSlots() + " control slots in a topic that may have none");
    }
    lost(c, where);
  }

  private void lost(Coverage c, String where) {
    long end = c.from();
    for (OffsetRange range : c.lost()) {
      if (range.from() < end || range.to() <= range.from() || range.to() > c.to()) {
        problems.add(VerdictCode.COVERAGE, where, "lost ranges outside of it or out of order");
      }
      end = range.to();
    }
  }

  private void leaderEpoch(Coverage c, String where) {
    if (c.sealed() == 0 || c.minLeaderEpoch() < 0) {
      return;
    }
    Integer before = leaderEpochs.put(c.topicPartition(), c.maxLeaderEpoch());
    if (before != null && c.minLeaderEpoch() < before) {
      problems.add(
          VerdictCode.BROKER_REWRITE,
          where,
          "leader epoch " + c.minLeaderEpoch() + " after " + before);
    }
  }

  private void follow(Coverage c, String where) {
    ArchiveSummary.@Nullable Partition before = partitions.get(c.topicPartition());
    if (before != null && c.from() < before.to()) {
      problems.add(
          VerdictCode.COVERAGE_OVERLAP,
          where,
          "from " + c.from() + ", sealed up to " + before.to());
    } else if (before != null && c.from() > before.to()) {
      problems.add(
          VerdictCode.COVERAGE,
          where,
          "from " + c.from() + ", but sealed only up to " + before.to());
    }
    ArchiveSummary.Partition base =
        before == null ? new ArchiveSummary.Partition(c.from(), c.from(), 0, 0, 0, 0) : before;
    partitions.put(
        c.topicPartition(),
        new ArchiveSummary.Partition(
            base.from(),
            c.to(),
            base.sealed() + c.sealed(),
            base.undecodable() + c.undecodable(),
            base.controlSlots() + c.controlSlots(),
            base.lost() + c.lostCount()));
  }

  /** That the epoch's heads are what its coverage says. */
  void heads(EpochSeal seal, HeadsFile heads) {
    Map<String, Long> sealed = new HashMap<>();
    Map<String, Long> undecodable = new HashMap<>();
    Map<String, Coverage> byPartition = new HashMap<>();
    seal.coverage().forEach(c -> byPartition.put(c.topicPartition(), c));
    for (NamedHead named : heads.heads()) {
      BatchHead head = named.head();
      sealed.merge(head.topicPartition(), head.count(), Long::sum);
      undecodable.merge(head.topicPartition(), head.undecodable(), Long::sum);
      range(seal, named, byPartition.get(head.topicPartition()));
    }
    for (Coverage c : seal.coverage()) {
      if (sealed.getOrDefault(c.topicPartition(), 0L) != c.sealed()
          || undecodable.getOrDefault(c.topicPartition(), 0L) != c.undecodable()) {
        problems.add(
            VerdictCode.COUNT_EQUATION,
            where(seal, c.topicPartition()),
            "its heads hold "
                + sealed.getOrDefault(c.topicPartition(), 0L)
                + " entries ("
                + undecodable.getOrDefault(c.topicPartition(), 0L)
                + " undecodable), the coverage "
                + c.sealed()
                + " ("
                + c.undecodable()
                + ")");
      }
    }
  }

  private void range(EpochSeal seal, NamedHead named, @Nullable Coverage coverage) {
    BatchHead head = named.head();
    TenantId tenant = named.tenant();
    String where = where(seal, head.topicPartition());
    if (coverage == null || head.to() > coverage.to()) {
      problems.add(
          VerdictCode.COVERAGE, where, "a head reaches offset " + head.to() + ", the coverage not");
    } else if (head.from() < coverage.from()) {
      problems.add(
          VerdictCode.COVERAGE_OVERLAP, where, "a head starts at the older offset " + head.from());
    }
    long undecodable = tenant.equals(TenantId.UNATTRIBUTED) ? head.count() : 0;
    if (head.undecodable() != undecodable) {
      problems.add(
          VerdictCode.COUNT_EQUATION,
          where,
          "a head of " + tenant + " with " + head.undecodable() + " undecodable records");
    }
    if (coverage != null
        && (head.minLeaderEpoch() < coverage.minLeaderEpoch()
            || head.maxLeaderEpoch() > coverage.maxLeaderEpoch())) {
      problems.add(
          VerdictCode.BROKER_REWRITE, where, "a head has leader epochs that the coverage hides");
    }
  }
}
