package io.sealstream.policy.sigma;

import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A rule's detection: its selections in the order of the file, and how they combine. Immutable;
 * what it asks of an event, the event remembers.
 */
public final class Detection {
  private final List<Selection> selections;
  private final Expression condition;

  /** A search with the name that the condition calls it by. */
  record Selection(String name, Search search) {}

  Detection(List<Selection> selections, Expression condition) {
    this.selections = List.copyOf(selections);
    this.condition = condition;
  }

  /** Whether the event is what the rule looks for. Task thread only. */
  public boolean matches(EventView event) {
    return condition.holds(this, event);
  }

  /**
   * What every event that matches holds: per field, the texts (folded) of which one value is equal
   * to one. Empty where nothing can be said. Worked out anew by every call.
   */
  public Map<FieldPath, Set<String>> requiredLiterals() {
    return RequiredLiterals.of(this);
  }

  List<Selection> selections() {
    return selections;
  }

  Expression condition() {
    return condition;
  }

  boolean selectionMatches(int index, EventView event) {
    return selections.get(index).search().matches(event);
  }
}
