package io.sealstream.cli.policy;

import io.sealstream.schemas.v1.AuditEvent;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Events of the past, wherever they are kept: in files, on a topic, in a sealed archive. Reading
 * changes nothing where they are.
 */
interface History {

  /** What was read: each record is an event or undecodable. */
  record Reading(long events, long undecodable) {

    /**
     * How many were read, and what became of them: the rest of the numbers add up to the first.
     *
     * @param outside how many events were not looked at, for their time
     */
    String words(long judged, long outside) {
      return "%d read: %d events, %s%d rejected"
          .formatted(
              events + undecodable,
              judged,
              outside == 0 ? "" : outside + " outside of the span, ",
              undecodable);
    }
  }

  /**
   * Hands over every event, in the order in which they are kept.
   *
   * @param complaints gets a line for each record that is no event: where it is, and why
   * @throws IOException where the source cannot be read, saying what to do
   * @throws UnusableHistoryException where what is kept does not verify, or an input could not be
   *     read to its end
   */
  Reading read(Consumer<AuditEvent> each, Consumer<String> complaints) throws IOException;
}
