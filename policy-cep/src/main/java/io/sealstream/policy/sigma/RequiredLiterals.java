package io.sealstream.policy.sigma;

import io.sealstream.policy.event.FieldPath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an event must hold for a rule to match: per field, the (folded) texts of which one value
 * must be equal to one. Only sound conclusions are drawn; a rule that allows none has none.
 */
final class RequiredLiterals {
  private RequiredLiterals() {}

  /** For own fields alone. No text for a field means that no event can match. */
  static Map<FieldPath, Set<String>> ofOwnFields(Detection detection) {
    return of(detection.condition(), detection);
  }

  private static Map<FieldPath, Set<String>> of(Expression expression, Detection detection) {
    if (expression instanceof Expression.Selected selected) {
      return of(detection.selections().get(selected.index()).search());
    }
    if (expression instanceof Expression.And and) {
      return every(and.parts().stream().map(part -> of(part, detection)).toList());
    }
    if (expression instanceof Expression.Or or) {
      return any(or.parts().stream().map(part -> of(part, detection)).toList());
    }
    return Map.of();
  }

  private static Map<FieldPath, Set<String>> of(Search search) {
    if (search instanceof Search.All all) {
      return every(all.parts().stream().map(RequiredLiterals::of).toList());
    }
    if (search instanceof Search.Any any) {
      return any(any.parts().stream().map(RequiredLiterals::of).toList());
    }
    if (search instanceof Search.Field field) {
      return ofField(field);
    }
    return Map.of();
  }

  private static Map<FieldPath, Set<String>> ofField(Search.Field field) {
    var literals = new HashSet<String>();
    for (ValueTest test : field.tests()) {
      Optional<String> literal =
          test instanceof ValueTest.Equal equal ? Optional.of(equal.folded()) : Optional.empty();
      if (literal.isEmpty() && !field.all()) {
        return Map.of();
      }
      literal.ifPresent(literals::add);
    }
    // Under 'all' every literal is required; any single one of them is a sound condition.
    if (field.all() && literals.size() > 1) {
      boolean impossible = field.path().isSingleOwn();
      return Map.of(field.path(), impossible ? Set.of() : Set.of(literals.iterator().next()));
    }
    return literals.isEmpty() ? Map.of() : Map.of(field.path(), literals);
  }

  /** All parts hold, so each one's requirements do; of two on one field the narrower is kept. */
  private static Map<FieldPath, Set<String>> every(List<Map<FieldPath, Set<String>>> parts) {
    var required = new HashMap<FieldPath, Set<String>>();
    for (Map<FieldPath, Set<String>> part : parts) {
      part.forEach(
          (field, texts) ->
              required.merge(
                  field,
                  texts,
                  field.isSingleOwn() ? RequiredLiterals::common : RequiredLiterals::narrower));
    }
    return required;
  }

  private static Set<String> common(Set<String> one, Set<String> other) {
    var common = new HashSet<String>(one);
    common.retainAll(other);
    return common;
  }

  private static Set<String> narrower(Set<String> one, Set<String> other) {
    return one.size() <= other.size() ? one : other;
  }

  /** Some part holds: only fields that every part requires are required, with any part's texts. */
  private static Map<FieldPath, Set<String>> any(List<Map<FieldPath, Set<String>>> parts) {
    if (parts.isEmpty()) {
      return Map.of();
    }
    var required = new HashMap<FieldPath, Set<String>>();
    for (FieldPath field : parts.get(0).keySet()) {
      var texts = new HashSet<String>();
      boolean everywhere = true;
      for (Map<FieldPath, Set<String>> part : parts) {
        Set<String> theirs = part.get(field);
        everywhere &= theirs != null;
        if (theirs != null) {
          texts.addAll(theirs);
        }
      }
      if (everywhere) {
        required.put(field, texts);
      }
    }
    return required;
  }
}
