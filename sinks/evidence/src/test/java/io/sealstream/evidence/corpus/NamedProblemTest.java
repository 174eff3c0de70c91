package io.sealstream.evidence.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.verify.ArchiveSummary;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.Level;
import io.sealstream.evidence.verify.Problem;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.evidence.verify.VerificationReport;
import io.sealstream.evidence.verify.VerifyOptions;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a problem is, and what else a report says of a case of the corpus. */
class NamedProblemTest {

  @Test
  void aFlippedByteNamesTheEvent() throws IOException {
    assertThat(verify("01-value", VerifyOptions.DEFAULT).problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.code()).isEqualTo(VerdictCode.PAYLOAD_HASH);
              assertThat(problem.where()).endsWith(".avro offset 2 event evt-0-2");
            });
  }

  @Test
  void strayFilesAreNamed() throws IOException {
    assertThat(verify("36-strays", VerifyOptions.DEFAULT).problems())
        .extracting(Problem::where)
        .contains("events/notes.txt", "readme");
  }

  @Test
  void aSecondHeadsFileIsNamedWithoutReadingObjects() throws IOException {
    HeadsFile other = new HeadsFile(1, List.of(), List.of(), List.of());

    assertThat(verify("36-heads", VerifyOptions.DEFAULT.at(Level.L3)).problems())
        .extracting(Problem::code, Problem::where)
        .containsExactly(
            tuple(VerdictCode.UNSEALED_OBJECT, ArchiveLayout.heads(1, other.sha256())));
  }

  @Test
  void aNameThatIsNoKeyIsNamedAndNotFollowed() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    archive.store.tamper("events/odd\u0001name.avro", Bytes.utf8("hello"));
    archive.store.tamper("seal/odd\u0001name.json", Bytes.utf8("hello"));

    assertThat(archive.store.list("")).contains("events/odd\u0001name.avro");
    assertThat(
            EvidenceVerifier.verify(archive.store, SampleArchive.TRUST, VerifyOptions.DEFAULT)
                .problems())
        .extracting(Problem::where)
        .contains("events/odd\u0001name.avro", "seal/odd\u0001name.json");
  }

  @Test
  void aSmallerLimitIsKept() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    Forger forger = new Forger(archive);
    forger.rewrite(
        forger.head(1, "acme", 0),
        rows -> Rows.change(rows, 0, r -> Rows.value(r, v -> Bytes.wrap(new byte[1 << 20]))));
    var small = VerifyOptions.DEFAULT.within(new BatchLimits(1 << 16, 1L << 30));

    assertThat(EvidenceVerifier.verify(archive.store, SampleArchive.TRUST, small).counts())
        .containsKey(VerdictCode.LIMIT);
  }

  @Test
  void controlSlotsAndLostRangesAreInTheSummary() throws IOException {
    VerificationReport report = verify("pass-control-slots-and-lost", VerifyOptions.DEFAULT);

    assertThat(report.summary().partitions().get("audit.violations-0"))
        .isEqualTo(new ArchiveSummary.Partition(0, 50, 0, 0, 20, 30));
  }

  private static VerificationReport verify(String id, VerifyOptions options) throws IOException {
    CorpusCase found =
        Corpus.cases().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    Exhibit.Archive exhibit = (Exhibit.Archive) found.recipe().make();
    return EvidenceVerifier.verify(exhibit.archive().store, exhibit.trust(), options);
  }
}
