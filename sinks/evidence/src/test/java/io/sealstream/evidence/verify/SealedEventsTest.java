package io.sealstream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.schemas.v1.AuditEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read back of an archive. */
class SealedEventsTest {

  /** Keeps what it gets. */
  private static final class Kept implements SealedEvents.Receiver {
    private final List<String> events = new ArrayList<>();
    private final List<String> undecodable = new ArrayList<>();

    @Override
    public void event(AuditEvent event) {
      events.add(event.getId());
    }

    @Override
    public void undecodable(String position, String why) {
      undecodable.add(position + " " + why);
    }
  }

  @Test
  void everySealedRecordIsReadOnceAsAnEventOrAsNone() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    var events = new SealedEvents(archive.store);
    var kept = new Kept();
    assertThat(events.published()).isEqualTo(SampleArchive.EPOCHS);

    events.read(events.published(), kept);

    assertThat(kept.events).hasSize(25).doesNotHaveDuplicates().contains("evt-0-0", "evt-1-4");
    assertThat(kept.undecodable)
        .containsExactlyInAnyOrder(
            "audit.events-0@4 sealed as BAD_MAGIC", "audit.events-0@7 sealed as TOMBSTONE");
  }

  @Test
  void epochsBehindThoseAskedForAreNotRead() throws IOException {
    var kept = new Kept();
    new SealedEvents(SampleArchive.honest().store).read(3, kept);
    assertThat(kept.events).hasSize(8);
  }

  @Test
  void anObjectThatIsNotTheSealedOneIsRefused() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    String acme = archive.batchKey("acme", 0, 10);
    SampleArchive other = SampleArchive.honest();
    archive.store.tamper(acme, other.read(other.batchKey("acme", 0, 0)));

    assertThatThrownBy(() -> new SealedEvents(archive.store).read(SampleArchive.EPOCHS, new Kept()))
        .isInstanceOfSatisfying(
            EvidenceFormatException.class,
            e -> assertThat(e.code()).isEqualTo(VerdictCode.OBJECT_HASH));
  }
}
