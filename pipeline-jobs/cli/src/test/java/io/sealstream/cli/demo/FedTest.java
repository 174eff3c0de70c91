package io.sealstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.cli.reckoning.EventsReckoning;
import io.sealstream.cli.reckoning.Undecodable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Two events, one heartbeat and one damaged record were fed; the evidence job wrote one. Then one
 * fault at a time.
 */
class FedTest {
  private static final String OWN = "retention-0";
  private static final Fed FED = fed(0);

  @Test
  void everythingFedIsOnKafka() {
    assertThat(FED.differences(kafka(5, Set.of("a", "b", "heartbeat", OWN), "BAD_MAGIC")))
        .isEmpty();
  }

  @Test
  void whatWasRefusedIsTold() {
    assertThat(fed(1).differences(kafka(5, Set.of("a", "b", "heartbeat", OWN), "BAD_MAGIC")))
        .containsExactly("1 records of the input that ingest refused, see above");
  }

  @Test
  void anEventThatWasNeverSentIsMissed() {
    assertThat(FED.differences(kafka(4, Set.of("a", "heartbeat", OWN), "BAD_MAGIC")))
        .containsExactly(
            "5 records were sent, Kafka has 4", "1 events are not on Kafka, such as [b]");
  }

  @Test
  void anEventThatIsTakenForDamageIsMissedThoughTheSumsAgree() {
    List<String> lines = FED.differences(kafka(5, Set.of("a", "heartbeat", OWN), "MALFORMED"));
    assertThat(lines)
        .containsExactly(
            "damaged were {BAD_MAGIC=1}, undecodable are {MALFORMED=1}",
            "1 events are not on Kafka, such as [b]");
  }

  @Test
  void theEventOfTheRetentionTableIsMissed() {
    assertThat(FED.differences(kafka(4, Set.of("a", "b", "heartbeat"), "BAD_MAGIC")))
        .containsExactly("of the evidence job's event about its retention table Kafka has 0");
  }

  @Test
  void aRecordThatNobodySentIsFound() {
    assertThat(FED.differences(kafka(6, Set.of("a", "b", "heartbeat", OWN), "BAD_MAGIC")))
        .containsExactly("5 records were sent, Kafka has 6");
  }

  private static Fed fed(long refused) {
    return new Fed(4, Set.of("a", "b"), new TreeMap<>(Map.of("BAD_MAGIC", 1L)), refused);
  }

  private static EventsReckoning kafka(long records, Set<String> ids, String reason) {
    return new EventsReckoning(
        records,
        new TreeMap<>(),
        Map.of("acme", ids),
        ids.size(),
        Map.of("t-0@3", new Undecodable("f", reason)));
  }
}
