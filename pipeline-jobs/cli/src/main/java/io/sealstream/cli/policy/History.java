package io.sealstream.cli.policy;

import io.sealstream.schemas.v1.AuditEvent;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Events of the past, wherever they are kept: in files, on a topic, in a sealed archive. Reading
 * changes nothing where they are.
 */
interface History {

  /**
   * What was read: each record is an event or undecodable.
   *
   * @param unreadable inputs that could not be read to their end, a line each
   */
  record Reading(long events, long undecodable, List<String> unreadable) {
    public Reading {
      unreadable = List.copyOf(unreadable);
    }
  }

  /**
   * Hands over every event, in the order in which they are kept.
   *
   * @param complaints gets a line for each record that is no event: where it is, and why
   * @throws IOException where the source cannot be read, saying what to do
   * @throws UntrustedHistoryException where what is kept does not verify
   */
  Reading read(Consumer<AuditEvent> each, Consumer<String> complaints) throws IOException;
}
