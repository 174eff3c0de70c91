package io.sealstream.cli.demo;

import io.sealstream.cli.reckoning.EventsReckoning;
import io.sealstream.evidence.publish.RetentionChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * What was put in, known from those who made and sent it: the other end of the count.
 *
 * @param records accepted events, heartbeats and damaged records
 * @param ids of the events, where they are known beforehand
 * @param damage how many records were damaged, by the reason to reject them for
 * @param refused records of the input that ingest did not take
 */
record Fed(long records, Set<String> ids, SortedMap<String, Long> damage, long refused) {
  private static final int SHOWN = 5;

  /** One line for each thing that is not on Kafka as it was fed. */
  List<String> differences(EventsReckoning events) {
    List<String> lines = new ArrayList<>();
    if (refused > 0) {
      lines.add("%d records of the input that ingest refused, see above".formatted(refused));
    }
    long own = ownEvents(events);
    if (own != 1) {
      lines.add(
          "of the evidence job's event about its retention table Kafka has %d".formatted(own));
    }
    if (events.records() != records + own) {
      lines.add("%d records were sent, Kafka has %d".formatted(records + own, events.records()));
    }
    if (!events.reasons().equals(damage)) {
      lines.add("damaged were %s, undecodable are %s".formatted(damage, events.reasons()));
    }
    Set<String> missing = new TreeSet<>(ids);
    events.idsByTenant().values().forEach(missing::removeAll);
    if (!missing.isEmpty()) {
      lines.add(
          "%d events are not on Kafka, such as %s"
              .formatted(missing.size(), missing.stream().limit(SHOWN).toList()));
    }
    return lines;
  }

  /** What the evidence job itself writes when a log begins. */
  private static long ownEvents(EventsReckoning events) {
    return events.idsByTenant().values().stream()
        .flatMap(Set::stream)
        .filter(id -> id.startsWith(RetentionChange.ID_PREFIX))
        .count();
  }
}
