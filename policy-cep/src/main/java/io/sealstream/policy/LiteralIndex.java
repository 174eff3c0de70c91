package io.sealstream.policy;

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
 * Finds the policies that an event can match at all. Each policy that requires a literal waits
 * under one field's texts: the field in which these policies tell events apart best, that is, with
 * the most different texts (eventName rather than eventSource). The others meet every event.
 */
final class LiteralIndex {
  private final List<CompiledPolicy> policies;
  private final BitSet unconditional = new BitSet();
  private final Map<FieldPath, Map<String, BitSet>> byField = new LinkedHashMap<>();

  /**
   * Indexes some policies of a list.
   *
   * @param members their places in the list
   */
  LiteralIndex(List<CompiledPolicy> policies, BitSet members) {
    this.policies = policies;
    Map<Integer, Map<FieldPath, Set<String>>> required = new LinkedHashMap<>();
    Map<FieldPath, Set<String>> textsByField = new HashMap<>();
    members.stream()
        .forEach(
            ordinal -> {
              var literals = RequiredLiterals.of(policies.get(ordinal).detection());
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

  boolean isEmpty() {
    return unconditional.isEmpty() && byField.isEmpty();
  }

  /** Adds the places of the policies that the event matches. */
  void match(EventView event, BitSet hits) {
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
        .filter(ordinal -> policies.get(ordinal).detection().matches(event))
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
