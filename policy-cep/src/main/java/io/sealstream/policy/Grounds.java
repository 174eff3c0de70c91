package io.sealstream.policy;

import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sigma.SigmaRule;
import io.sealstream.schemas.Classification;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a decision about several events rests on, as far as their hits tell. Immutable.
 *
 * @param selections for each rule of the policy, by its name, else id, else title: whether one of
 *     the events hit it
 * @param values what the events hold in the fields that the policy groups by or compares, masked as
 *     {@link DecidingValues} does
 */
record Grounds(Map<String, Boolean> selections, Map<String, String> values) {
  Grounds {
    selections = Collections.unmodifiableMap(new LinkedHashMap<>(selections));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static Grounds of(HitPolicy policy, List<Hit> hits) {
    return new Grounds(selections(policy.rules(), hits), values(policy, hits));
  }

  private static Map<String, Boolean> selections(List<SigmaRule> rules, List<Hit> hits) {
    Map<String, Boolean> selections = new LinkedHashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      int place = i;
      boolean isHit = hits.stream().anyMatch(hit -> hit.hits(place));
      selections.merge(nameOf(rules.get(i)), isHit, Boolean::logicalOr);
    }
    return selections;
  }

  private static String nameOf(SigmaRule rule) {
    String name = rule.name().name();
    String id = rule.name().id();
    return name != null ? name : id != null ? id : rule.header().title();
  }

  private static Map<String, String> values(HitPolicy policy, List<Hit> hits) {
    Map<String, String> shown = new LinkedHashMap<>();
    List<FieldPath> slots = policy.slots();
    boolean areOwn = hits.stream().allMatch(hit -> isOfOwnFields(policy.rules(), hit));
    for (int slot = 0; slot < slots.size(); slot++) {
      SortedSet<String> texts = new TreeSet<>();
      for (Hit hit : hits) {
        texts.addAll(hit.values().get(slot));
      }
      texts.remove(""); // what stands for a field that is lacking
      if (!texts.isEmpty() && shown.size() < DecidingValues.MAX_FIELDS) {
        FieldPath path = slots.get(slot);
        boolean open = areOwn && path.ownClassification().compareTo(Classification.INTERNAL) <= 0;
        shown.put(
            path.name(), open ? DecidingValues.shown(List.copyOf(texts)) : DecidingValues.MASK);
      }
    }
    return shown;
  }

  /** Whether its values are surely no vendor's: a hit does not keep as what the event was seen. */
  private static boolean isOfOwnFields(List<SigmaRule> rules, Hit hit) {
    for (int i = 0; i < rules.size(); i++) {
      if (hit.hits(i) && rules.get(i).logSource().product() != null) {
        return false;
      }
    }
    return true;
  }
}
