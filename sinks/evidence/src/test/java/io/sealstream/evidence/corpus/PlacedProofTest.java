package io.sealstream.evidence.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.ForwardingStore;
import io.sealstream.evidence.verify.EventProof;
import io.sealstream.evidence.verify.EventProver;
import io.sealstream.evidence.verify.NotAtPlaceException;
import io.sealstream.evidence.verify.RecordPlace;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.evidence.verify.SampleRecords;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proofs of events of which somebody knows where they are: right, and without reading the rest. */
class PlacedProofTest {
  private final SampleArchive archive = fourTopics();
  private final Counting store = new Counting(archive.store);
  private final EventProver prover = new EventProver(store);

  /** Counts what is read. */
  private static final class Counting implements ForwardingStore {
    private final EvidenceStore store;
    private final List<String> opened = new ArrayList<>();
    private final List<String> read = new ArrayList<>();

    Counting(EvidenceStore store) {
      this.store = store;
    }

    @Override
    public EvidenceStore store() {
      return store;
    }

    @Override
    public Optional<Bytes> read(String key) throws IOException {
      read.add(key);
      return store.read(key);
    }

    @Override
    public InputStream open(String key) throws IOException {
      opened.add(key);
      return store.open(key);
    }

    long seals() {
      return read.stream().filter(key -> key.startsWith("seal/")).distinct().count();
    }
  }

  private static SampleArchive fourTopics() {
    try {
      return SampleArchive.dishonest(new FourTopics());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 5, 9, 10, 13, 19, 20})
  void thePlaceGivesTheProofThatReadingEverythingGives(long offset) throws IOException {
    String id = "evt-0-" + offset;

    EventProof proof = prover.prove(id, place("audit.events-0@" + offset));

    assertThat(proof).isEqualTo(prover.prove(id).orElseThrow());
    assertThat(proof.verify(SampleArchive.TRUST).entry().eventId()).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "audit.violations-0@3, acme",
    "audit.decisions-0@0, _sealstream",
    "audit.policies-0@2, _sealstream",
    "audit.events-2@0, acme"
  })
  void recordsOfAllTopicsAreProvenByTheirPlace(String where, String tenant) throws IOException {
    RecordPlace place = place(where);
    String id = id(place);

    EventProof.Proven proven = prover.prove(id, place).verify(SampleArchive.TRUST);

    assertThat(proven.entry().eventId()).isEqualTo(id);
    assertThat(proven.entry().batch().tenant().value()).isEqualTo(tenant);
    assertThat(proven.entry().offset()).isEqualTo(place.offset());
  }

  /** The id that was given to the record at this place. */
  private static String id(RecordPlace place) {
    for (long epoch = 3; epoch < SampleArchive.EPOCHS; epoch++) {
      for (SealableRecord record : new FourTopics().truth(epoch, List.of())) {
        if (record.received().position().equals(place.toString())) {
          return Objects.requireNonNull(record.event()).id();
        }
      }
    }
    return "evt-2-0";
  }

  @Test
  void onlyObjectsThatMayHaveItAreOpened() throws IOException {
    var unused = prover.prove("evt-0-20", place("audit.events-0@20"));
    assertThat(store.opened).containsExactly(archive.batchKey("globex", 0, 20));

    store.opened.clear();
    assertThat(prover.prove("evt-0-20")).isPresent();
    assertThat(store.opened).as("without the place").hasSizeGreaterThan(7);
  }

  @Test
  void fewSealsOfALongLogAreRead() throws IOException {
    var counting = new Counting(SampleArchive.ofEpochs(300).store);

    EventProof proof = new EventProver(counting).prove("evt-0-12", place("audit.events-0@12"));

    assertThat(proof.verify(SampleArchive.TRUST).seal().epoch()).isEqualTo(3);
    assertThat(counting.seals()).isLessThanOrEqualTo(10);
    assertThat(counting.opened).as("one per tenant with such a range").hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void eventTimeLeavesOtherObjectsUnread() throws IOException {
    Instant time = SampleRecords.START.plusMillis(20).minusSeconds(60);

    EventProof proof = prover.prove("evt-0-20", time, time).orElseThrow();

    assertThat(proof.verify(SampleArchive.TRUST).entry().eventId()).isEqualTo("evt-0-20");
    assertThat(store.opened).contains(archive.batchKey("globex", 0, 20));
    assertThat(store.opened).doesNotContain(archive.batchKey("acme", 0, 0));
    assertThat(prover.prove("evt-0-20", Instant.MIN, time.minusMillis(1))).isEmpty();
    assertThat(prover.prove("evt-0-20", time.plusMillis(1), Instant.MAX)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "audit.events-0@12|the record at audit.events-0@12 has the id evt-0-12, not evt-1",
        "audit.events-0@4|the record at audit.events-0@4 has no id: it is sealed as BAD_MAGIC",
        "audit.events-0@21|is sealed up to offset 21, exclusive; is its epoch published?",
        "audit.events-9@0|no seal covers audit.events-9: are topic and partition right?",
        "audit.violations-0@2|no record is sealed at audit.violations-0@2: the marker"
      })
  void whatIsNotThereIsSaid(String where, String why) {
    assertThatThrownBy(() -> prover.prove("evt-1", place(where)))
        .isInstanceOf(NotAtPlaceException.class)
        .hasMessageContaining(why);
  }

  @Test
  void lostOffsetsAndThoseBeforeTheBeginningAreSaid() throws IOException {
    SampleArchive holed =
        SampleArchive.dishonest(
            Lies.seal(
                4,
                seal -> {
                  var gap = seal.withArray("coverage").addObject();
                  gap.put("control_slots", "0").put("from", "30").put("gaps_declared", false);
                  gap.put("leader_epoch_max", -1).put("leader_epoch_min", -1);
                  gap.putArray("lost").addObject().put("from", "30").put("to", "40");
                  gap.put("partition", 0).put("sealed", "0").put("to", "40");
                  gap.put("topic", "audit.lost").put("undecodable", "0");
                }));
    EventProver other = new EventProver(holed.store);

    assertThatThrownBy(() -> other.prove("evt-1", place("audit.lost-0@35")))
        .hasMessageContaining("sealed as lost");
    assertThatThrownBy(() -> other.prove("evt-1", place("audit.lost-0@29")))
        .hasMessageContaining("began with offset 30");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "audit.events", "audit.events-0", "audit.events@1", "a-0@-1", "a-0@x"})
  void otherTextIsNoPlace(String text) {
    assertThatThrownBy(() -> place(text)).hasMessageContaining("say TOPIC-PARTITION@OFFSET");
  }

  private static RecordPlace place(String text) {
    return RecordPlace.parse(text);
  }
}
