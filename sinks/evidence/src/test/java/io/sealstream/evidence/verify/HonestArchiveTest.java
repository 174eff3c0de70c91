package io.sealstream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a report says of an honest archive; the corpus has the rest of what must pass. */
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
  }

  @Test
  void everyLevelVerifies() throws IOException {
    SampleArchive archive = SampleArchive.honest();

    for (Level level : Level.values()) {
      assertThat(archive.verify(VerifyOptions.DEFAULT.at(level)).lines())
          .last()
          .asString()
          .startsWith("VERIFIED " + level);
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
}
