package io.sealstream.cli.reckoning;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.verify.ArchiveSummary;
import io.sealstream.evidence.verify.ArchiveSummary.Partition;
import io.sealstream.evidence.verify.Level;
import io.sealstream.evidence.verify.VerificationReport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Three records: two events of one tenant, and one that is none. Then one fault at a time. */
class PipelineReckoningTest {
  private static final Undecodable BAD = new Undecodable("aa", "BAD_MAGIC");
  private static final EventsReckoning EVENTS =
      new EventsReckoning(
          3,
          new TreeMap<>(Map.of("t-0", 3L)),
          Map.of("acme", Set.of("e1", "e2")),
          2,
          Map.of("t-0@1", BAD));
  private static final RejectedReckoning COPIES =
      new RejectedReckoning(1, Map.of("t-0@1", BAD), List.of());
  private static final VerificationReport SEALED = archive(3, 1, Map.of());
  private static final DocumentsReckoning DOCUMENTS = documents(2, "e1", "e2");

  @Test
  void everythingInItsPlaceIsWhole() {
    assertThat(differences(EVENTS, COPIES, SEALED, DOCUMENTS)).isEmpty();
  }

  @Test
  @DisplayName("a record that cannot be read back, is not sealed, or is sealed as what it is not")
  void faultsOfTheArchive() {
    var unread =
        new EventsReckoning(2, EVENTS.ends(), EVENTS.idsByTenant(), 2, EVENTS.undecodable());
    assertThat(differences(unread, COPIES, SEALED, DOCUMENTS))
        .containsExactly("Kafka has 3 records, of which 2 could be read");
    assertThat(differences(EVENTS, COPIES, archive(2, 1, Map.of()), DOCUMENTS))
        .singleElement()
        .asString()
        .startsWith("t-0: 3 records, sealed is Partition[from=0, to=2");
    assertThat(differences(EVENTS, COPIES, archive(3, 0, Map.of()), DOCUMENTS))
        .containsExactly("1 records cannot be decoded, 0 are sealed as such");
    var failing = archive(3, 1, Map.of(VerdictCode.CHAIN, 1L));
    assertThat(differences(EVENTS, COPIES, failing, DOCUMENTS))
        .containsExactly("the archive does not verify: {CHAIN=1}");
  }

  @Test
  @DisplayName("a copy that is missing, doubled, changed, or of a good record")
  void faultsOfTheCopies() {
    assertThat(copied(Map.of())).containsExactly("not in audit.rejected: 1, such as [t-0@1]");
    assertThat(copied(Map.of("t-0@1", new Undecodable("bb", "BAD_MAGIC"))))
        .containsExactly("rejected with other bytes or another reason: 1, such as [t-0@1]");
    assertThat(copied(Map.of("t-0@1", new Undecodable("aa", "MALFORMED")))).hasSize(1);
    assertThat(copied(Map.of("t-0@1", BAD, "t-0@2", BAD)))
        .containsExactly("rejected for nothing: 1, such as [t-0@2]");
    var twice = new RejectedReckoning(2, COPIES.copies(), List.of("t-0@1"));
    assertThat(differences(EVENTS, twice, SEALED, DOCUMENTS))
        .containsExactly("rejected twice: 1, such as [t-0@1]");
  }

  @Test
  @DisplayName("a document that is missing, of nothing, or in a stream of another tenant")
  void faultsOfTheIndex() {
    assertThat(differences(EVENTS, COPIES, SEALED, documents(1, "e1")))
        .containsExactly("acme: not indexed: 1, such as [e2]", "2 events, 1 documents");
    assertThat(differences(EVENTS, COPIES, SEALED, documents(3, "e1", "e2", "x")))
        .containsExactly("acme: indexed for nothing: 1, such as [x]", "2 events, 3 documents");
    assertThat(differences(EVENTS, COPIES, SEALED, documents(3, "e1", "e2")))
        .containsExactly("2 events, 3 documents");
  }

  @Test
  @DisplayName("a violation that is not sealed, and an offset between that is no record")
  void faultsOfOurOwnTopics() {
    assertThat(own(new Written(2, 4, 5), new Partition(0, 4, 2, 0, 2, 0))).isEmpty();
    assertThat(own(new Written(0, 0, 0), new Partition(0, 0, 0, 0, 0, 0))).isEmpty();
    assertThat(own(new Written(3, 4, 5), new Partition(0, 4, 2, 0, 2, 0)))
        .singleElement()
        .asString()
        .startsWith("v-0: Written[records=3, next=4, end=5], sealed is Partition[from=0, to=4");
    assertThat(own(new Written(3, 6, 7), new Partition(0, 4, 2, 0, 2, 0))).hasSize(1);
    assertThat(own(new Written(2, 4, 5), new Partition(0, 4, 2, 0, 0, 2))).hasSize(1);
    var missing = new TreeMap<>(Map.of("v-0", new Written(0, 0, 0)));
    assertThat(differences(EVENTS, missing, COPIES, SEALED, DOCUMENTS)).hasSize(1);
  }

  private static List<String> own(Written written, Partition covered) {
    Map<String, Partition> partitions =
        Map.of("t-0", new Partition(0, 3, 3, 1, 0, 0), "v-0", covered);
    var summary = new ArchiveSummary(1, 0, 0, partitions, 3 + covered.sealed(), 1, 0, 1, List.of());
    var report =
        new VerificationReport(
            Level.L4, "origin", List.of(), Map.of(), List.of(), List.of(), summary);
    return differences(EVENTS, new TreeMap<>(Map.of("v-0", written)), COPIES, report, DOCUMENTS);
  }

  private static List<String> copied(Map<String, Undecodable> copies) {
    return differences(
        EVENTS, new RejectedReckoning(copies.size(), copies, List.of()), SEALED, DOCUMENTS);
  }

  private static List<String> differences(
      EventsReckoning events,
      RejectedReckoning copies,
      VerificationReport archive,
      DocumentsReckoning documents) {
    return differences(events, new TreeMap<>(), copies, archive, documents);
  }

  private static List<String> differences(
      EventsReckoning events,
      SortedMap<String, Written> written,
      RejectedReckoning copies,
      VerificationReport archive,
      DocumentsReckoning documents) {
    var violations = new ViolationsReckoning(0, Map.of());
    return new PipelineReckoning(events, written, copies, violations, archive, documents)
        .differences();
  }

  private static DocumentsReckoning documents(long all, String... ofAcme) {
    return new DocumentsReckoning(all, Map.of("acme", Set.of(ofAcme)));
  }

  private static VerificationReport archive(
      long sealed, long undecodable, Map<VerdictCode, Long> counts) {
    var partition = new ArchiveSummary.Partition(0, sealed, sealed, undecodable, 0, 0);
    var summary =
        new ArchiveSummary(
            1, 0, 0, Map.of("t-0", partition), sealed, undecodable, 0, 1, List.of("key"));
    return new VerificationReport(
        Level.L4, "origin", List.of(), counts, List.of(), List.of(), summary);
  }
}
