package io.sealstream.policy;

import java.util.List;

/** A rule's detection: its selections in the order of the file, and how they combine. */
record Detection(List<Selection> selections, Expression condition) {

  /** A search with the name that the condition calls it by. */
  record Selection(String name, Search search) {}

  Detection {
    selections = List.copyOf(selections);
  }

  boolean matches(EventView event) {
    return condition.holds(this, event);
  }

  boolean selectionMatches(int index, EventView event) {
    return selections.get(index).search().matches(event);
  }
}
