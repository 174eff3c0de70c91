package io.sealstream.policy.sigma;

import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
  private final Search whole;

  /** A search with the name that the condition calls it by. */
  record Selection(String name, Search search) {}

  Detection(List<Selection> selections, Expression condition) {
    this.selections = List.copyOf(selections);
    this.condition = condition;
    this.whole = condition.over(this.selections.stream().map(Selection::search).toList());
  }

  /** Whether the event is what the rule looks for. Task thread only. */
  public boolean matches(EventView event) {
    return whole.matches(event);
  }

  /**
   * What is asked of an event, whatever the selections are called: of detections whose questions
   * are equal, an event matches all or none. Compares by value.
   */
  public Object question() {
    return whole;
  }

  /**
   * What every event that matches holds: demands, each of them tests of which one must hold on some
   * value of its field. Empty where nothing can be said. Worked out anew by every call.
   */
  public List<List<FieldTest>> requirements() {
    return Requirements.of(this);
  }

  /** Which selections the event is in, all of them, in the order of the file. Task thread only. */
  public Map<String, Boolean> truths(EventView event) {
    Map<String, Boolean> truths = new LinkedHashMap<>();
    selections.forEach(each -> truths.put(each.name(), each.search().matches(event)));
    return truths;
  }

  /** The fields that the selections read, each once, in the order of the file. Worked out anew. */
  public Set<FieldPath> fields() {
    Set<FieldPath> fields = new LinkedHashSet<>();
    selections.forEach(each -> each.search().addFields(fields));
    return fields;
  }

  /**
   * What matches both. Each condition keeps its own selections, whatever their names.
   *
   * @param whose what the other's names begin with from now on, so that both can be told
   */
  Detection and(Detection other, String whose) {
    var all = new ArrayList<Selection>(selections);
    other.selections.forEach(
        theirs -> all.add(new Selection(whose + theirs.name(), theirs.search())));
    return new Detection(
        all, new Expression.And(List.of(condition, other.condition.shifted(selections.size()))));
  }

  List<Selection> selections() {
    return selections;
  }

  Expression condition() {
    return condition;
  }
}
