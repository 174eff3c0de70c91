package io.sealstream.policy.sigma;

import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.event.FieldValue;
import io.sealstream.policy.event.FieldValues;
import java.util.List;
import java.util.Set;

/** What a selection looks for in one event. */
sealed interface Search {

  boolean matches(EventView event);

  /** Adds the fields that it reads; words that may stand anywhere name none. */
  void addFields(Set<FieldPath> fields);

  /** A map, or a condition's {@code and}: every entry. */
  record All(List<Search> parts) implements Search {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean matches(EventView event) {
      for (int i = 0; i < parts.size(); i++) { // an iterator would be made for every event
        if (!parts.get(i).matches(event)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void addFields(Set<FieldPath> fields) {
      parts.forEach(part -> part.addFields(fields));
    }
  }

  /** A list of maps, or a condition's {@code or}: at least one. */
  record Any(List<Search> parts) implements Search {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean matches(EventView event) {
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).matches(event)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void addFields(Set<FieldPath> fields) {
      parts.forEach(part -> part.addFields(fields));
    }
  }

  /** The modifier {@code neq}, or a condition's {@code not}: what the part does not match. */
  record None(Search part) implements Search {
    @Override
    public boolean matches(EventView event) {
      return !part.matches(event);
    }

    @Override
    public void addFields(Set<FieldPath> fields) {
      part.addFields(fields);
    }
  }

  /** A field against values: one of them, or each where {@code all} is set. */
  record Field(FieldPath path, List<ValueTest> tests, boolean all) implements Search {
    public Field {
      tests = List.copyOf(tests);
    }

    @Override
    public boolean matches(EventView event) {
      FieldValues values = event.values(path);
      for (int i = 0; i < tests.size(); i++) {
        if (tests.get(i).matches(values, event) != all) {
          return !all;
        }
      }
      return all;
    }

    @Override
    public void addFields(Set<FieldPath> fields) {
      fields.add(path);
      tests.forEach(test -> test.otherField().ifPresent(fields::add));
    }
  }

  /** Words anywhere in the event, each possibly in another field. */
  record Keywords(List<ValueTest.OfOne> tests, boolean all) implements Search {
    public Keywords {
      tests = List.copyOf(tests);
    }

    @Override
    public boolean matches(EventView event) {
      List<FieldValue> leaves = event.leaves();
      for (ValueTest.OfOne test : tests) {
        if (test.anyAccepted(leaves) != all) {
          return !all;
        }
      }
      return all;
    }

    @Override
    public void addFields(Set<FieldPath> fields) {}
  }
}
