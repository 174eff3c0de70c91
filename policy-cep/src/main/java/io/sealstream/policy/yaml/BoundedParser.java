package io.sealstream.policy.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * Ends with an error where collections are nested too deeply: what reads them further recurses, and
 * would end with the thread's stack.
 */
final class BoundedParser implements Parser {
  static final int MAX_DEPTH = 100;

  private final Parser parser;
  private int depth;

  /** Where it was too deep. */
  private static final class TooDeepException extends MarkedYamlEngineException {
    private static final long serialVersionUID = 1L;

    TooDeepException(Optional<Mark> place) {
      super(
          "while reading a collection",
          place,
          "collections are nested more than " + MAX_DEPTH + " deep",
          place);
    }
  }

  BoundedParser(Parser parser) {
    this.parser = parser;
  }

  @Override
  public boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public Event next() {
    Event event = parser.next();
    if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
      throw new TooDeepException(event.getStartMark());
    }
    if (event instanceof CollectionEndEvent) {
      depth--;
    }
    return event;
  }
}
