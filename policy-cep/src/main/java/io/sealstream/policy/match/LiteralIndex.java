package io.sealstream.policy.match;

import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.event.FieldValue;
import io.sealstream.policy.sigma.SigmaRule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the rules that an event can match at all. Each rule that requires a literal waits under one
 * field's texts: the field in which these rules tell events apart best, that is, with the most
 * different texts (eventName rather than eventSource). The others meet every event.
 */
public final class LiteralIndex {
  private final List<SigmaRule> rules;
  private final BitSet unconditional = new BitSet();
  private final Map<FieldPath, Map<String, BitSet>> byField = new LinkedHashMap<>();

  /**
   * Indexes some rules of a list.
   *
   * @param members their places in the list
   */
  LiteralIndex(List<SigmaRule> rules, BitSet members) {
    this.rules = rules;
    Map<Integer, Map<FieldPath, Set<String>>> required = new LinkedHashMap<>();
    Map<FieldPath, Set<String>> textsByField = new HashMap<>();
    members.stream()
        .forEach(
            ordinal -> {
              var literals = rules.get(ordinal).detection().requiredLiterals();
              required.put(ordinal, literals);
              literals.forEach(
                  (field, texts) ->
                      textsByField.computeIfAbsent(field, f -> new HashSet<>()).addAll(texts));
            });
    required.forEach(
        (ordinal, literals) ->
            bestField(literals, textsByField)
                .ifPresentOrElse(
                    field -> put(field, literals.getOrDefault(field, Set.of()), ordinal),
                    () -> unconditional.set(ordinal)));
  }

  /** Whether no event can match. */
  public boolean isEmpty() {
    return unconditional.isEmpty() && byField.isEmpty();
  }

  /** Adds the places, in the list of all rules, of those that the event matches. */
  public void match(EventView event, BitSet hits) {
    var candidates = (BitSet) unconditional.clone();
    byField.forEach(
        (field, byText) -> {
          for (FieldValue value : event.values(field).values()) {
            BitSet waiting = value.isNull() ? null : byText.get(value.folded());
            if (waiting != null) {
              candidates.or(waiting);
            }
          }
        });
    candidates.stream()
        .filter(ordinal -> rules.get(ordinal).detection().matches(event))
        .forEach(hits::set);
  }

  private static Optional<FieldPath> bestField(
      Map<FieldPath, Set<String>> literals, Map<FieldPath, Set<String>> textsByField) {
    var fields = new ArrayList<>(literals.keySet());
    return fields.stream()
        .max(
            Comparator.<FieldPath>comparingInt(
                    field -> textsByField.getOrDefault(field, Set.of()).size())
                .thenComparing(FieldPath::name));
  }

  private void put(FieldPath field, Set<String> texts, int ordinal) {
    Map<String, BitSet> byText = byField.computeIfAbsent(field, f -> new HashMap<>());
    texts.forEach(text -> byText.computeIfAbsent(text, t -> new BitSet()).set(ordinal));
  }
}
