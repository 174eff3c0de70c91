package io.sealstream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.Coverage;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.OffsetRange;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must pass. */
class HonestArchiveTest {

  @Test
  void anHonestArchiveVerifiesAndSaysWhatItCovers() throws IOException {
    VerificationReport report = SampleArchive.honest().verify();

    assertThat(report.lines()).hasSize(5).last().isEqualTo("VERIFIED L4");
    assertThat(report.lines().get(0))
        .startsWith(
            "covers 5 epochs of test.example/log, 27 records sealed, 2 of them undecodable");
    assertThat(report.lines())
        .contains("  audit.events-0 offsets 0 to 21: 21 sealed, 0 control slots, 0 lost");
    assertThat(report.problems()).isEmpty();
    assertThat(report.summary().epochs()).isEqualTo(5);
    assertThat(report.summary().records()).isEqualTo(27);
    assertThat(report.summary().sealed()).isEqualTo(27);
    assertThat(report.summary().undecodable()).isEqualTo(2);
    assertThat(report.summary().partitions().get("audit.events-0"))
        .isEqualTo(new ArchiveSummary.Partition(0, 21, 21, 2, 0, 0));
    assertThat(report.json()).startsWith("{\"ok\":true,\"level\":\"L4\"");
  }

  @Test
  void everyLevelVerifies() throws IOException {
    SampleArchive archive = SampleArchive.honest();

    for (Level level : Level.values()) {
      assertThat(archive.verify(VerifyOptions.DEFAULT.at(level)).lines())
          .last()
          .isEqualTo("VERIFIED " + level);
    }
  }

  @Test
  void aSealWithoutItsNoteIsPending() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    archive.store.remove(ArchiveLayout.note(5));
    archive.store.putHint(ArchiveLayout.CHECKPOINT, archive.read(ArchiveLayout.note(4)));

    VerificationReport report = archive.verify();

    assertThat(report.problems()).isEmpty();
    assertThat(report.summary().epochs()).isEqualTo(4);
    assertThat(report.summary().pendingEpochs()).isEqualTo(1);
    assertThat(report.summary().pendingObjects()).isEqualTo(2);
  }

  @Test
  void aNoteThatIsPublishedWhileTheArchiveIsListedIsNotMissed() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    Bytes newest = archive.read(ArchiveLayout.note(5));
    archive.store.remove(ArchiveLayout.note(5));
    archive.store.putHint(ArchiveLayout.CHECKPOINT, archive.read(ArchiveLayout.note(4)));
    archive.store.afterListing(
        () -> {
          archive.store.tamper(ArchiveLayout.note(5), newest);
          archive.store.putHint(ArchiveLayout.CHECKPOINT, newest);
        });

    assertThat(archive.verify().problems()).isEmpty();
  }

  @Test
  void anObjectPastTheCoverageIsPending() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    String key = archive.batchKey("globex", 0, 20);
    archive.store.tamper(key.replace("-0-20-", "-0-21-"), archive.read(key));

    assertThat(archive.verify().ok()).isTrue();
    assertThat(archive.verify().summary().pendingObjects()).isEqualTo(1);
  }

  @Test
  void aHeadsFilePastTheNewestNoteIsPending() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    HeadsFile next = new HeadsFile(5, List.of(), List.of(), List.of());
    archive.store.tamper(ArchiveLayout.heads(5, next.sha256()), next.encode());

    assertThat(archive.verify().problems()).isEmpty();
  }

  @Test
  void anOlderKnownCheckpointIsConsistent() throws IOException {
    SampleArchive archive = SampleArchive.honest();

    VerificationReport report =
        archive.verify(VerifyOptions.DEFAULT.knowing(archive.read(ArchiveLayout.note(2))));

    assertThat(report.problems()).isEmpty();
  }

  @Test
  void anAbandonedObjectThatASealNamesPasses() throws IOException {
    SampleArchive archive =
        SampleArchive.dishonest(
            new SampleArchive.Edits() {
              @Override
              public EpochSeal seal(EpochSeal s) {
                return new EpochSeal(
                    s.epoch(),
                    s.previousSeal(),
                    s.openedAtMillis(),
                    s.closedAtMillis(),
                    s.coverage(),
                    s.epoch() == 4 ? List.of("events/abandoned.avro") : List.of(),
                    s.headsRoot(),
                    s.headsFile(),
                    s.receipt(),
                    s.provenance());
              }
            });
    archive.store.tamper("events/abandoned.avro", Bytes.utf8("left by an earlier run"));

    assertThat(archive.verify().problems()).isEmpty();
  }

  @Test
  void aDeclaredControlSlotAndALostRangePass() throws IOException {
    SampleArchive archive =
        SampleArchive.dishonest(
            new SampleArchive.Edits() {
              @Override
              public EpochSeal seal(EpochSeal s) {
                List<Coverage> coverage = new ArrayList<>(s.coverage());
                coverage.add(
                    new Coverage(
                        "audit.violations",
                        0,
                        10 * s.epoch(),
                        10 * s.epoch() + 10,
                        0,
                        0,
                        4,
                        true,
                        List.of(new OffsetRange(10 * s.epoch(), 10 * s.epoch() + 6)),
                        -1,
                        -1));
                return SampleArchive.withCoverage(s, coverage);
              }
            });

    VerificationReport report = archive.verify();
    assertThat(report.problems()).isEmpty();
    assertThat(report.summary().partitions().get("audit.violations-0"))
        .isEqualTo(new ArchiveSummary.Partition(0, 50, 0, 0, 20, 30));
  }
}
